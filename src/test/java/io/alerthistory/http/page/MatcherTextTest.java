package io.alerthistory.http.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.alerthistory.episode.read.LabelMatcher;
import io.alerthistory.episode.read.LabelMatcher.Operator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

class MatcherTextTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "''|''", "team=a|team=a", "team=a, b!=c|team=a;b!=c", "{team=a,b=c}|team=a;b=c",
            "{ }|''", "a=\"x,y\",b=c|a=\"x,y\";b=c", "a=~(x,y),b=c|a=~(x,y);b=c", "a=~x{1,2},b=c|a=~x{1,2};b=c",
            "a=~\"(\",b=c|a=~\"(\";b=c", "a=\"\\\",\",b=c|a=\"\\\",\";b=c", "team|team", "a=b,,c=d,|a=b;c=d" })
    void aTextIsTakenApartAtItsCommas(String text, String matchers) {
        assertThat(MatcherText.split(text)).isEqualTo(matchers.isEmpty() ? List.of() : List.of(matchers.split(";")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "team|sto\"rage|team=\"sto\\\"rage\"", "a b|c|\"a b\"=\"c\"" })
    void theMatcherOfALabelIsReadAgain(String name, String value, String matcher) {
        assertThat(MatcherText.equal(name, value)).isEqualTo(matcher);
        assertThat(LabelMatcher.parse(matcher)).isEqualTo(LabelMatcher.of(name, Operator.EQUAL, value));
    }

    @ParameterizedTest
    @ValueSource(strings = { "a", "\"", "a\"b", "\\", "\"a\\\"\"", "!", "=" })
    void aLongTextIsJoinedAsItIs(String part) {
        String text = part.repeat(16_384 / part.length());
        assertThat(MatcherText.join(List.of(text))).isNotEmpty();
        assertThat(MatcherText.join(List.of(text + "=b,c"))).isNotEmpty();
    }

    /** Values are those of unquoted matchers: they do not begin or end with a quotation mark. */
    @Property
    void whatIsJoinedIsTakenApartAgain(
            @ForAll @Size(max = 4) List<@Chars({ 'a', ',', '"', '\\', '(', ')', '[', '{', '}', '=',
                    ' ' }) @StringLength(max = 8) String> values) {
        List<String> matchers = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            matchers.add("l" + i + (i % 2 == 0 ? "=" : "!=") + "v" + values.get(i) + "v");
        }
        assertThat(MatcherText.split(MatcherText.join(matchers)).stream().map(LabelMatcher::parse))
                .isEqualTo(matchers.stream().map(LabelMatcher::parse).toList());
    }
}
