package io.alerthistory.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import io.alerthistory.support.TestClock;

class SignInLimitTest {

    private final TestClock clock = new TestClock();
    private final SignInLimit limit = new SignInLimit(clock);

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            assertThat(limit.isExceededBy("192.0.2.1")).isFalse();
        }
    }

    @Test
    void theEleventhFailureWithinAMinuteIsTooMuch() {
        fail(SignInLimit.MAX_FAILURES);

        assertThat(limit.isExceededBy("192.0.2.1")).isTrue();
        clock.passes(Duration.ofSeconds(59));
        assertThat(limit.isExceededBy("192.0.2.1")).isTrue();
    }

    @Test
    void anAddressMayTryAgainAfterAMinute() {
        fail(SignInLimit.MAX_FAILURES);
        assertThat(limit.isExceededBy("192.0.2.1")).isTrue();

        clock.passes(Duration.ofMinutes(1));

        fail(SignInLimit.MAX_FAILURES);
    }

    @Test
    void oneAddressDoesNotLimitAnother() {
        fail(SignInLimit.MAX_FAILURES);

        assertThat(limit.isExceededBy("192.0.2.2")).isFalse();
    }

    @Test
    void theOldestOfTooManyAddressesIsForgotten() {
        fail(SignInLimit.MAX_FAILURES);
        for (int i = 0; i < 3 * SignInLimit.MAX_ADDRESSES; i++) {
            limit.isExceededBy("address " + i);
        }

        assertThat(limit.addresses()).isEqualTo(SignInLimit.MAX_ADDRESSES);
        assertThat(limit.isExceededBy("192.0.2.1")).isFalse();
    }
}
