package io.alerthistory.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.alerthistory.error.ErrorCode;
import io.alerthistory.error.FieldError;
import io.alerthistory.error.ProblemException;

class AuthorTest {

    @ParameterizedTest
    @CsvSource({ "alice, a@example.org, alice", "alice,, alice", ", a@example.org, a@example.org", ",, api-client",
            "'', a@example.org, a@example.org", "' ', '', api-client" })
    void isTheUserElseTheAddress(@Nullable String user, @Nullable String email, String author) {
        assertThat(Author.of(user, email)).isEqualTo(author);
    }

    /** A header arrives with a character for each byte. */
    @Test
    void isReadAsUtf8() {
        assertThat(Author.of("Jos\u00c3\u00a9", null)).isEqualTo("José");
        assertThatThrownBy(() -> Author.of("Jos\u00e9", null)).isInstanceOfSatisfying(ProblemException.class, refused -> {
            assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_PARAMETER);
            assertThat(refused.errors()).extracting(FieldError::parameter).containsExactly("X-Forwarded-User");
        });
    }

    @Test
    void hasAtMost255Characters() {
        assertThat(Author.of("\u00c3\u00a9".repeat(255), null)).hasSize(255);
        assertThatThrownBy(() -> Author.of(null, "x".repeat(256))).isInstanceOf(ProblemException.class)
                .hasMessageContaining("X-Forwarded-Email must have at most 255 characters");
    }
}
