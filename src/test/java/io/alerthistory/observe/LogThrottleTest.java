package io.alerthistory.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

class LogThrottleTest {

    private final LogThrottle limit = new LogThrottle();

    private static long seconds(int seconds) {
        return TimeUnit.SECONDS.toNanos(seconds);
    }

    @Test
    void oneLineOfAKindInTenSecondsTellsHowManyThereWere() {
        assertThat(limit.count("a", seconds(100))).hasValue(0);
        assertThat(limit.count("a", seconds(101))).isEmpty();
        assertThat(limit.count("b", seconds(102))).hasValue(0);
        assertThat(limit.count("a", seconds(109))).isEmpty();
        assertThat(limit.count("a", seconds(110))).hasValue(2);
        assertThat(limit.count("a", seconds(120))).hasValue(0);
    }

    @Test
    void kindsWithoutNumberTakeNoMemoryWithoutBound() {
        for (int i = 0; i < 1000; i++) {
            limit.count("kind " + i, seconds(1));
        }

        assertThat(limit.count("kind 999", seconds(2))).isEmpty();
        assertThat(limit.count("kind 0", seconds(2))).hasValue(0);
    }
}
