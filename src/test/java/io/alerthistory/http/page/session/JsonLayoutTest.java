package io.alerthistory.http.page.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.alerthistory.json.Utf8;

class JsonLayoutTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
            "{\"a\":1,\"b\":[]} | {\\n  \"a\": 1,\\n  \"b\": []\\n}",
            "{ \"a\" : 1.00 , \"a\" : 2 } | {\\n  \"a\": 1.00,\\n  \"a\": 2\\n}",
            "[1,{ }] | [\\n  1,\\n  {}\\n]",
            "\"{,:\\\\\" [\" | \"{,:\\\\\" [\"",
            "{\"a\":[1,\"b | {\\n  \"a\": [\\n    1,\\n    \"b",
            "{\"a\":\"b\\\\ | {\\n  \"a\": \"b\\\\" })
    void eachMemberHasItsLine(String json, String laid) {
        assertThat(JsonLayout.of(json.replace("\\\\", "\\"))).isEqualTo(laid.replace("\\n", "\n").replace("\\\\", "\\"));
    }

    @Test
    void closingMoreThanWasOpenedIsHarmless() {
        assertThat(JsonLayout.of("}}]")).isEqualTo("\n}\n}\n]");
        assertThat(JsonLayout.of("[".repeat(100_000))).startsWith("[\n  [\n");
    }

    @ParameterizedTest
    @ValueSource(strings = { "[", "[[1],", "{\"a\":[", "]", "{\"a\":1}," })
    void aTextDoesNotBecomeMuchLonger(String part) {
        String json = part.repeat(65_536 / part.length());

        assertThat(JsonLayout.of(json)).hasSizeLessThanOrEqualTo(4 * json.length());
    }

    @Test
    void anIndentEndsAtEightLevels() {
        assertThat(JsonLayout.of("[".repeat(10) + "1")).endsWith("[\n" + " ".repeat(16) + "[\n" + " ".repeat(16) + "1");
    }

    @Test
    void aPieceIsDecodedWithoutHalfCharacters() {
        byte[] bytes = "aä€😀z".getBytes(StandardCharsets.UTF_8);

        for (int from = 0; from <= bytes.length; from++) {
            for (int to = from; to <= bytes.length; to++) {
                assertThat("aä€😀z").contains(JsonLayout.decoded(Utf8.of(bytes, from, to)));
            }
        }
    }

    @Test
    void escapesAreResolvedAsFarAsTheyAreThere() {
        assertThat(JsonLayout.unescaped("a\\nb\\t\\\"c\\\\\\/\\u00e4\\u12")).isEqualTo("a\nb\t\"c\\/ä\\u12");
        assertThat(JsonLayout.unescaped("\\")).isEqualTo("\\");
    }
}
