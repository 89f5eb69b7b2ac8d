package io.alerthistory.http.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.alerthistory.error.ErrorCode;
import io.alerthistory.error.FieldError;
import io.alerthistory.error.ProblemException;

class ForwardedUserTest {

    private static @Nullable String name(@Nullable String user, @Nullable String email) {
        return ForwardedUser.of(user, email, null).map(ForwardedUser::name).orElse(null);
    }

    @ParameterizedTest
    @CsvSource({ "alice, a@example.org, alice", "alice,, alice", ", a@example.org, a@example.org", ",,",
            "'', a@example.org, a@example.org", "' ', ''," })
    void isTheUserElseTheAddress(@Nullable String user, @Nullable String email, @Nullable String name) {
        assertThat(name(user, email)).isEqualTo(name);
    }

    /** A header arrives with a character for each byte. */
    @Test
    void isReadAsUtf8() {
        assertThat(name("Jos\u00c3\u00a9", null)).isEqualTo("José");
        assertThatThrownBy(() -> name("Jos\u00e9", null)).isInstanceOfSatisfying(ProblemException.class, refused -> {
            assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_PARAMETER);
            assertThat(refused.errors()).extracting(FieldError::parameter).containsExactly("X-Forwarded-User");
        });
        assertThat(ForwardedUser.of("a", null, "caf\u00c3\u00a9").orElseThrow().groups()).containsExactly("café");
    }

    @Test
    void hasAtMost255Characters() {
        assertThat(name("\u00c3\u00a9".repeat(255), null)).hasSize(255);
        assertThatThrownBy(() -> name(null, "x".repeat(256))).isInstanceOf(ProblemException.class)
                .hasMessageContaining("X-Forwarded-Email must have at most 255 characters");
    }

    @Test
    void hasTheGroupsBetweenTheCommas() {
        assertThat(ForwardedUser.of("a", null, " sre, on call ,,").orElseThrow().groups())
                .isEqualTo(List.of("sre", "on call"));
        assertThat(ForwardedUser.of("a", null, null).orElseThrow().groups()).isEmpty();
    }
}
