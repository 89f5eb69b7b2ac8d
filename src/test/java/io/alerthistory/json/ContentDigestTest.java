package io.alerthistory.json;

import static org.assertj.core.api.Assertions.assertThat;

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
            "{\"a\":{}} | {\"a\":null} | false" })
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
}
