package io.alerthistory.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class ContentDigestTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "{\"a\":1,\"b\":2} | {\"b\": 2, \"a\": 1} | true",
            "1 | 1.0 | true",
            "100 | 1e2 | true",
            "0.1 | 0.10000000000000000001 | false",
            "12345678901234567890 | 12345678901234567891 | false",
            "[1,2] | [2,1] | false",
            "[] | {} | false",
            "null | \"null\" | false",
            "\"1\" | 1 | false",
            "[\"a\",\"b\"] | [\"ab\"] | false",
            "[[1],2] | [1,[2]] | false",
            "{\"a\":{}} | {\"a\":null} | false",
            "{\"a\":1,\"a\":2} | {\"a\":2} | true",
            "{\"a\":1,\"b\":2} | {\"a\":2,\"b\":1} | false",
            "[\"]\"] | [] | false",
            "[[]] | [] | false",
            "{\"a\":\"\"} | {\"a\":null} | false",
            "true | \"true\" | false",
            "0.0 | -0 | true" })
    void comparesValues(String one, String other, boolean same) {
        assertThat(new JsonText(one).sameValue(new JsonText(other))).isEqualTo(same);
    }

    @Property
    void tellsNamesAndValuesApart(@ForAll String a, @ForAll String b, @ForAll String c) {
        String digest = new ContentDigest().add(a, b).add(c, a).hex();
        assertThat(digest).matches("[0-9a-f]{64}").isEqualTo(new ContentDigest().add(a, b).add(c, a).hex());
        if (!(a + b).equals(b + a)) {
            assertThat(digest).isNotEqualTo(new ContentDigest().add(b, a).add(c, a).hex());
        }
        assertThat(new ContentDigest().add("x", null).hex()).isEqualTo(new ContentDigest().hex());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "{\"a\":1,\"b\":[2,3]} | { \"b\" : [2.0, 3e0], \"a\" : 1 } | true",
            "{} | {} {} | false",
            "{ | { | true",
            "{x | {y | false",
            "{\"a\":1 | {\"a\":1. | false",
            "[1,2 | [1,2] | false",
            "`` | `` | true",
            "`` | {} | false",
            "1e99999999999 | 1e99999999998 | false" })
    void aBodyCountsByValueOrElseByItsBytes(String one, String other, boolean same) {
        assertThat(body(one).equals(body(other))).isEqualTo(same);
    }

    private static String body(String text) {
        return new ContentDigest().addBody("body", text.getBytes(StandardCharsets.UTF_8)).hex();
    }

    @Test
    void aDeeplyNestedBodyIsNoFailure() {
        assertThat(body("[".repeat(100_000))).isNotEqualTo(body("[".repeat(100_001)));
    }
}
