package io.alerthistory.selftest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;

class DurationsTest {

    @Test
    void nothingHasNoPercentiles() {
        assertThat(new Durations().percentileMs(0.95)).isZero();
        assertThat(new Durations().summary()).isEqualTo("p50 0.00 ms, p95 0.00 ms, p99 0.00 ms of 0");
    }

    @Test
    void percentilesAreAtMostFivePercentTooHigh() {
        Durations durations = new Durations();
        LongStream.rangeClosed(1, 1000).forEach(ms -> durations.record(ms * 1_000_000));

        assertThat(durations.count()).isEqualTo(1000);
        assertThat(durations.percentileMs(0.5)).isBetween(499.99, 525.1);
        assertThat(durations.percentileMs(0.95)).isBetween(949.99, 997.6);
        assertThat(durations.percentileMs(1)).isBetween(999.99, 1050.1);
    }

    @Test
    void extremesAreCounted() {
        Durations durations = new Durations();
        durations.record(0);
        durations.record(Long.MAX_VALUE);

        assertThat(durations.count()).isEqualTo(2);
        assertThat(durations.percentileMs(0.5)).isEqualTo(0.001, within(0.0001));
    }
}
