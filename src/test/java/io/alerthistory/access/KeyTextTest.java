package io.alerthistory.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyTextTest {

    private final SecureRandom random = new SecureRandom();

    @Test
    void aKeyIsReadAsItWasWritten() {
        KeyText key = KeyText.random(random);

        assertThat(key.text()).matches("ahk_[0-9A-Za-z]{12}_[0-9A-Za-z]{49}");
        assertThat(KeyText.parse(key.text())).contains(key);
    }

    /** The check characters depend only on the others, so that keys of older builds stay valid. */
    @Test
    void theCheckCharactersAreTheCrcInBase62() {
        String text = "ahk_000000000000_" + "0".repeat(43);
        java.util.zip.CRC32 crc = new java.util.zip.CRC32();
        crc.update(text.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        String digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
        StringBuilder check = new StringBuilder();
        for (long rest = crc.getValue(); check.length() < 6; rest /= 62) {
            check.insert(0, digits.charAt((int) (rest % 62)));
        }

        assertThat(KeyText.parse(text + check)).isPresent();
    }

    @Test
    void aKeyWithAnyCharacterMistypedIsTold() {
        String text = KeyText.random(random).text();

        assertThat(IntStream.range(0, text.length()).mapToObj(i -> text.substring(0, i) + other(text.charAt(i))
                + text.substring(i + 1))).allSatisfy(mistyped -> assertThat(KeyText.parse(mistyped)).isEmpty());
    }

    private static char other(char c) {
        return c == 'a' ? 'b' : 'a';
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "ahk_", "ahk__", "ahk_abc_def", "eyJhbGciOiJIUzI1NiJ9.e30.c2ln", "ahk_000000000000_é" })
    void whatIsNoKeyIsTold(String text) {
        assertThat(KeyText.parse(text)).isEmpty();
    }

    @Test
    void aRotatedKeyKeepsItsIdAndNothingElse() {
        KeyText key = KeyText.random(random);
        KeyText rotated = KeyText.random(key.id(), random);

        assertThat(rotated.id()).isEqualTo(key.id());
        assertThat(rotated.secret()).isNotEqualTo(key.secret());
        assertThat(rotated.hash()).isNotEqualTo(key.hash());
        assertThat(KeyText.parse(rotated.text())).contains(rotated);
    }

    @Test
    void theSecretIsInNoText() {
        KeyText key = KeyText.random(random);

        assertThat(key.toString()).contains(key.id()).doesNotContain(key.secret());
        assertThat(key.hash().toString()).doesNotContain(key.secret());
    }
}
