package io.alerthistory.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.alerthistory.session.SessionStatus;

class ActiveSessionsTest {

    @ParameterizedTest
    @CsvSource({ "0, 0, false", "999, 999, false", "1000, 1000, false", "1001, 1000, true" })
    void showsAThousandAndTellsWhenThereAreMore(int found, int shown, boolean truncated) {
        List<ActiveSession> sessions = LongStream.range(0, found).mapToObj(i -> new ActiveSession("s-" + i, "agent", null,
                SessionStatus.PENDING, null, -i, null, null, null, 0)).toList();
        assertThat(ActiveSessions.of(sessions)).isEqualTo(new ActiveSessions(sessions.subList(0, shown), truncated));
    }
}
