package io.alerthistory.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchSizeTest {

    @ParameterizedTest
    @CsvSource({ "500, 10, 751", "500, 30, 500", "500, 50, 500", "500, 51, 250", "1, 900, 1", "1, 5, 2", "4000, 1, 5000",
            "5000, 1, 5000" })
    void staysWithinTensOfMilliseconds(long rows, long tookMs, long next) {
        assertThat(new BatchSize(rows).after(Duration.ofMillis(tookMs))).isEqualTo(new BatchSize(next));
    }

    @ParameterizedTest
    @CsvSource({ "1, 20", "20, 20", "80, 80", "5000, 1000" })
    void leavesHalfOfTheTimeToOthers(long tookMs, long pauseMs) {
        assertThat(BatchSize.pause(Duration.ofMillis(tookMs))).isEqualTo(Duration.ofMillis(pauseMs));
    }
}
