package io.alerthistory.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.alerthistory.error.ErrorCode;
import io.alerthistory.error.FieldError;
import io.alerthistory.error.ProblemException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;

class IdempotencyKeyTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "8e03978e-40d5-43dd-bc93-6894a57f9324 | 8e03978e-40d5-43dd-bc93-6894a57f9324",
            "a | a",
            "a\"b | a\"b",
            "a,b;c=d | a,b;c=d",
            "\\ | \\",
            "\"a\" | a",
            "\"a b\" | a b",
            "\" \" | ` `",
            "\"a\\\"b\\\\c\" | a\"b\\c" })
    void isWhatStandsBetweenQuotesOrAllOfIt(String value, String key) {
        assertThat(IdempotencyKey.of(List.of(value))).isEqualTo(key);
    }

    @ParameterizedTest
    @ValueSource(strings = { "", " ", "a b", "a\tb", "ü", "a\u007f", "\u0000", "\"", "\"\"", "\"a", "\"a\"b", "\"a\";p=1",
            "\"a\\b\"",
            "\"a\\\"", "\"ü\"", "\"a\", \"b\"" })
    void isRefusedElse(String value) {
        isRefused(List.of(value));
    }

    @Test
    void isOne() {
        isRefused(List.of());
        isRefused(List.of("a", "a"));
    }

    @Test
    void hasAtMost255Characters() {
        String longest = "k".repeat(255);
        assertThat(IdempotencyKey.of(List.of(longest))).isEqualTo(longest);
        assertThat(IdempotencyKey.of(List.of("\"" + longest + "\""))).isEqualTo(longest);
        isRefused(List.of(longest + "k"));
        isRefused(List.of("\"" + longest + "k\""));
    }

    @Property
    void isTheSameQuotedAndBare(@ForAll @StringLength(min = 1, max = 255) @CharRange(from = '#', to = '~') String key) {
        String quoted = "\"" + key.replace("\\", "\\\\") + "\"";
        assertThat(IdempotencyKey.of(List.of(key))).isEqualTo(key).isEqualTo(IdempotencyKey.of(List.of(quoted)));
    }

    @Property
    void isTakenOrRefused(@ForAll String value) {
        try {
            assertThat(IdempotencyKey.of(List.of(value))).isNotEmpty().matches("[ -~]{1,255}");
        } catch (ProblemException e) {
            assertThat(e.code()).isEqualTo(ErrorCode.INVALID_PARAMETER);
        }
    }

    private static void isRefused(List<String> values) {
        assertThatThrownBy(() -> IdempotencyKey.of(values)).isInstanceOfSatisfying(ProblemException.class, problem -> {
            assertThat(problem.code()).isEqualTo(ErrorCode.INVALID_PARAMETER);
            assertThat(problem.errors()).extracting(FieldError::parameter).containsExactly("Idempotency-Key");
        });
    }
}
