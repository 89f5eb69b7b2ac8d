package io.alerthistory.episode.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;

/** Matchers as Alertmanager reads them. */
class LabelMatcherTest {

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '\'', value = {
            "team=storage            ; storage   ; true",
            "team=storage            ; network   ; false",
            "team=\"storage\"        ; storage   ; true",
            " team = storage         ; storage   ; true",
            "team!=storage           ; network   ; true",
            "team!=storage           ; storage   ; false",
            "team=~stor.*            ; storage   ; true",
            "team=~tor               ; storage   ; false",
            "team=~\"a|storage\"     ; storage   ; true",
            "team!~stor.*            ; storage   ; false",
            "team!~stor              ; storage   ; true",
            "\"team\"=storage        ; storage   ; true",
            "team=\"a\\\"b\"         ; a\"b      ; true",
            "team=~\"a\\\\.b\"       ; a.b       ; true",
            "team=~\"a\\.b\"         ; axb       ; false",
            "team=a=b                ; a=b       ; true",
            "team=\"\"               ; ''        ; true",
            "team=~.*                ; ''        ; true",
            "team!=\"\"              ; x         ; true",
    })
    void aMatcherComparesTheWholeValue(String text, String value, boolean matches) {
        assertThat(LabelMatcher.parse(text).matches(Map.of("team", value))).isEqualTo(matches);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "gone=\"\" | true", "gone!=x | true", "gone=~.+ | false", "gone!~.+ | true",
            "gone=x | false" })
    void aLabelThatIsMissingIsEmpty(String text, boolean matches) {
        assertThat(LabelMatcher.parse(text).matches(Map.of("team", "storage"))).isEqualTo(matches);
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "team", "=x", "team=\"x", "team=\"x\"y", "team=x\"", "team=~(", "team=~a\\", "!=x", "team!x",
            "team=~(?=x)", "team=~(a)\\1" })
    void whatIsNoMatcherIsRefused(String text) {
        assertThatThrownBy(() -> LabelMatcher.parse(text)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("must ");
    }

    /** RE2 writes repetitions out. */
    @ParameterizedTest
    @ValueSource(strings = { "team=~((a{100}){100}){100}", "team=~((((x*){10}){10}){10}){10}", "team=~(.{1000}){2,1000}" })
    void anExpressionThatTakesMuchMemoryIsRefused(String text) {
        assertThatThrownBy(() -> LabelMatcher.parse(text)).hasMessageContaining("repeat");
    }

    @ParameterizedTest
    @ValueSource(strings = { "team=~[0-9]{4}-[0-9]{2}-[0-9]{2}", "team=~a{1,100}", "team=~(a+)+b", "team=~x{" })
    void anOrdinaryExpressionIsTaken(String text) {
        assertThatCode(() -> LabelMatcher.parse(text).matches(Map.of("team", "a".repeat(10_000)))).doesNotThrowAnyException();
    }

    @Property
    void anyTextIsAMatcherOrIsRefused(@ForAll @StringLength(max = 40) String text) {
        try {
            LabelMatcher.parse(text).matches(Map.of("team", "storage"));
        } catch (IllegalArgumentException refused) {
            assertThat(refused).hasMessageStartingWith("must ");
        }
    }

    @Property
    void aQuotedValueIsReadBack(@ForAll @StringLength(max = 40) String value) {
        LabelMatcher matcher = LabelMatcher.of("team", LabelMatcher.Operator.EQUAL, value);
        assertThat(LabelMatcher.parse(matcher.canonical()).value()).isEqualTo(value);
    }
}
