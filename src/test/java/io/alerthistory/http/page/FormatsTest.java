package io.alerthistory.http.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import io.alerthistory.session.SessionStatus;

/** Durations, numbers, times and words as the pages show them. */
class FormatsTest {

    @ParameterizedTest
    @CsvSource({ "-5, 0 ms", "0, 0 ms", "999, 999 ms", "1000, 1.0 s", "9999, 9.9 s", "10000, 10 s", "59999, 59 s",
            "60000, 1 min",
            "192000, 3 min 12 s", "3600000, 1 h", "7500000, 2 h 5 min", "86400000, 1 d", "100000000, 1 d 3 h" })
    void durationsHaveTheirTwoLargestUnits(long ms, String expected) {
        assertThat(Durations.of(ms)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({ "0, 0", "999, 999", "1000, 1.0k", "42312, 42.3k", "123456, 123k", "1200000, 1.2M" })
    void largeNumbersAreShort(long number, String expected) {
        assertThat(Words.shortNumber(number)).isEqualTo(expected);
    }

    @Test
    void countsHaveTheirUnit() {
        assertThat(Words.count(1, "session", "sessions")).isEqualTo("1 session");
        assertThat(Words.count(12_345, "session", "sessions")).isEqualTo("12,345 sessions");
    }

    @Test
    void timesAreExactToTheMicrosecond() {
        Moment moment = Moment.of(1_700_000_000_123_456L);

        assertThat(moment.text()).isEqualTo("2023-11-14 22:13:20");
        assertThat(moment.exact()).isEqualTo("2023-11-14 22:13:20.123456 UTC");
        assertThat(moment.iso()).isEqualTo("2023-11-14T22:13:20.123Z");
        assertThat(Moment.us(moment.field())).isEqualTo(1_699_999_980_000_000L);
    }

    @ParameterizedTest
    @EnumSource(SessionStatus.class)
    void eachStateHasAWord(SessionStatus status) {
        assertThat(Words.of(status)).matches("[A-Z][a-z ]+");
    }
}
