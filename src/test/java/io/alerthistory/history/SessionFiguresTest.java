package io.alerthistory.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.alerthistory.time.Micros;

class SessionFiguresTest {

    private static long us(String instant) {
        return Micros.of(Instant.parse(instant));
    }

    @ParameterizedTest
    @CsvSource({
            "2026-11-30T15:00:00Z, 2026-11-29T16:00:00Z, 2026-11-30T16:00:00Z",
            "2026-11-30T15:59:59.999999Z, 2026-11-29T16:00:00Z, 2026-11-30T16:00:00Z",
            "2026-11-30T16:00:00Z, 2026-11-29T17:00:00Z, 2026-11-30T17:00:00Z" })
    void theLastDayEndsWithThePresentHour(String now, String from, String to) {
        assertThat(SessionFigures.lastHours(us(now))).isEqualTo(new TimeBuckets(us(from), us(to), 3_600_000_000L));
    }

    @ParameterizedTest
    @CsvSource({
            "2026-11-30T00:00:00Z, 2026-09-14T00:00:00Z, 2026-12-01T00:00:00Z", // a Monday
            "2026-11-29T23:59:59.999999Z, 2026-09-07T00:00:00Z, 2026-11-30T00:00:00Z" }) // a Sunday
    void theLastWeeksBeginWithAMondayAndEndWithToday(String now, String from, String to) {
        assertThat(SessionFigures.lastWeeks(us(now))).isEqualTo(new TimeBuckets(us(from), us(to), 86_400_000_000L));
    }

    @Test
    void aRangeHasAtMostAThousandBuckets() {
        assertThat(new TimeBuckets(0, 1_000, 1)).isNotNull();
        assertThatThrownBy(() -> new TimeBuckets(0, 1_001, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TimeBuckets(5, 5, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TimeBuckets(0, 5, 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
