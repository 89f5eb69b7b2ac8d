package io.alerthistory.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuthorTest {

    @ParameterizedTest
    @CsvSource({ "alice, a@example.org, alice", "alice,, alice", ", a@example.org, a@example.org", ",, api-client",
            "'', a@example.org, a@example.org", "' ', '', api-client" })
    void isTheUserElseTheAddress(@Nullable String user, @Nullable String email, String author) {
        assertThat(Author.of(user, email)).isEqualTo(author);
    }
}
