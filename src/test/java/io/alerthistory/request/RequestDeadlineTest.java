package io.alerthistory.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import org.junit.jupiter.api.Test;

class RequestDeadlineTest {

    private static final Duration LIMIT = Duration.ofSeconds(9);
    private static final long SECOND = 1_000_000_000L;

    @Test
    void oneLimitIsSharedByAllQuestionsOfARequest() {
        RequestDeadline time = new RequestDeadline();
        assertThat(time.left(LIMIT, 100 * SECOND)).isEqualTo(LIMIT);
        assertThat(time.left(LIMIT, 104 * SECOND)).isEqualTo(Duration.ofSeconds(5));
        assertThat(time.left(LIMIT, 109 * SECOND)).isEqualTo(Duration.ofMillis(1));
        assertThat(time.left(LIMIT, 200 * SECOND)).isEqualTo(Duration.ofMillis(1));
    }

    @Test
    void whatNoRequestAskedForHasTheWholeLimitEachTime() {
        assertThat(RequestDeadline.left(LIMIT)).isEqualTo(LIMIT);
        assertThat(RequestDeadline.left(LIMIT)).isEqualTo(LIMIT);
    }
}
