package io.alerthistory.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class TruncationTest {

    private static final String LONGEST = "x".repeat(Strings.MAX_LENGTH);

    @Test
    void leavesAStringOfTheLimit() {
        assertThat(Truncation.string(LONGEST)).isSameAs(LONGEST);
        assertThat(Truncation.string("")).isEmpty();
    }

    @Test
    void dividesNoSurrogatePair() {
        assertThat(Truncation.string(LONGEST + "y")).isEqualTo(LONGEST);
        assertThat(Truncation.string(LONGEST.substring(2) + "😀")).hasSize(Strings.MAX_LENGTH);
        assertThat(Truncation.string(LONGEST.substring(1) + "😀")).isEqualTo(LONGEST.substring(1));
        assertThat(Truncation.string(LONGEST + "😀")).isEqualTo(LONGEST);
    }

    @Test
    void cutsEveryLongStringInAValueAndNothingElse() {
        JsonText value = new JsonText("{\"a\":[1.50,12345678901234567890,1e3,true,null,\"" + LONGEST + "y\",{\"b\":\"" + LONGEST
                + "\",\"c\":\"s\"}],\"d\":\"" + LONGEST + "zz\"}");
        assertThat(Truncation.strings(value).text()).isEqualTo("{\"a\":[1.50,12345678901234567890,1e3,true,null,\"" + LONGEST
                + "\",{\"b\":\"" + LONGEST + "\",\"c\":\"s\"}],\"d\":\"" + LONGEST + "\"}");
    }

    @Test
    void leavesALongValueOfShortStrings() {
        JsonText value = new JsonText("[\"" + LONGEST + "\",\"" + LONGEST + "\"]");
        assertThat(Truncation.strings(value)).isSameAs(value);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "\"abc\" | 5 | \"abc\"",
            "\"abc\" | 4 | \"ab\"",
            "\"aé漢\" | 8 | \"aé漢\"",
            "\"aé漢\" | 7 | \"aé\"",
            "\"aé漢\" | 4 | \"a\"",
            "\"a😀b\" | 6 | \"a\"",
            "\"a😀b\" | 7 | \"a😀\"",
            "\"\\\"\\\\x\" | 6 | \"\\\"\\\\\"",
            "\"\\n\\u0001x\" | 9 | \"\\n\"",
            "\"\\n\\u0001x\" | 10 | \"\\n\\u0001\"",
            "[1,2] | 5 | [1,2]",
            "{\"output\":\"0123456789012345678901234567890123456789\"} | 47 | {\"truncated\":true,\"text\":\"{\\\"output\\\":\\\"01234\"}",
            "[1111111111111111111111111111111111111111] | 33 | {\"truncated\":true,\"text\":\"[1111\"}" })
    void keepsAsManyBytesAsFit(String value, int most, String cut) {
        assertThat(Truncation.bytes(new JsonText(value), most).text()).isEqualTo(cut);
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.oneOf(Arbitraries.of("a", "\"", "\\", "\n", "\u0001", "/", "\u007f", "é", "漢", "😀", "\u2028"),
                Arbitraries.strings().ofLength(1).filter(text -> Strings.defect(text) == null)).list().ofMaxSize(200)
                .map(parts -> String.join("", parts));
    }

    /** Not one byte more, and no room for another character. */
    @Property
    void aCutTextIsTheLongestBeginningThatFits(@ForAll("texts") String text, @ForAll @IntRange(min = 2, max = 300) int most) {
        JsonText value = JsonText.of(TextNode.valueOf(text));
        JsonText cut = Truncation.bytes(value, most);
        String left = cut.tree().textValue();
        assertThat(text).startsWith(left);
        assertThat(size(cut)).isLessThanOrEqualTo(most);
        assertThat(Strings.defect(left)).isNull();
        if (size(value) <= most) {
            assertThat(cut).isSameAs(value);
        } else {
            int next = text.offsetByCodePoints(left.length(), 1);
            assertThat(size(JsonText.of(TextNode.valueOf(text.substring(0, next))))).isGreaterThan(most);
        }
        assertThat(Truncation.bytes(cut, most)).isEqualTo(cut);
    }

    @Property
    void whatIsNoTextIsStillJson(@ForAll List<String> members, @ForAll @IntRange(min = 30, max = 300) int most) {
        var array = JsonNodeFactory.instance.arrayNode();
        members.stream().filter(text -> Strings.defect(text) == null).forEach(array::add);
        JsonText value = JsonText.of(array);
        JsonText cut = Truncation.bytes(value, most);
        assertThat(size(cut)).isLessThanOrEqualTo(most);
        JsonNode tree = cut.tree();
        if (tree.isObject()) {
            assertThat(size(value)).isGreaterThan(most);
            assertThat(tree.get("truncated").asBoolean()).isTrue();
            assertThat(value.text()).startsWith(tree.get("text").textValue());
        } else {
            assertThat(cut).isSameAs(value);
        }
    }

    private static int size(JsonText value) {
        return value.text().getBytes(StandardCharsets.UTF_8).length;
    }
}
