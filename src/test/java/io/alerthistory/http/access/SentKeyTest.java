package io.alerthistory.http.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SentKeyTest {

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {
            "Bearer ahk_a_b, ahk_a_b, ahk_a_b",
            "bearer   ahk_a_b, ahk_a_b, ahk_a_b",
            "Bearer eyJ.x.y, eyJ.x.y, -",
            "Digest x, Digest x, -",
            "ahk_a_b, ahk_a_b, ahk_a_b",
            "-, -, -",
            "' ', -, -" })
    void isABearerToken(@Nullable String header, @Nullable String alone, @Nullable String besideTokens) {
        assertThat(SentKey.of(header, false).orElse(null)).isEqualTo(alone);
        assertThat(SentKey.of(header, true).orElse(null)).isEqualTo(besideTokens);
    }

    @ParameterizedTest
    @CsvSource({ "alertmanager:ahk_a_b, ahk_a_b", ":ahk_a_b, ahk_a_b", "ahk_a_b, ahk_a_b", "u:p:q, p:q" })
    void isThePasswordOfAnyUser(String pair, String key) {
        String encoded = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));

        assertThat(SentKey.of("Basic " + encoded, true)).contains(key);
    }

    @Test
    void whatIsNoBase64IsAWrongKey() {
        assertThat(SentKey.of("Basic ***", true)).contains("");
    }
}
