package io.alerthistory.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.alerthistory.json.JsonName;

/** Both tables of the contract, word for word. */
class StateMachineTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "pending | in_progress canceling cancelled failed timed_out",
            "in_progress | completed failed timed_out paused canceling cancelled",
            "paused | in_progress cancelled failed timed_out",
            "canceling | cancelled completed failed timed_out",
            "completed | ''", "failed | ''", "cancelled | ''", "timed_out | ''" })
    void session(String from, String allowed) {
        SessionStatus status = JsonName.stored(SessionStatus.class, from);
        List<String> next = Arrays.stream(SessionStatus.values()).filter(status::mayBecome).map(SessionStatus::jsonName)
                .toList();
        assertThat(next).containsExactlyInAnyOrder(allowed.isEmpty() ? new String[0] : allowed.split(" "));
        assertThat(status.isTerminal()).isEqualTo(allowed.isEmpty());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "pending | active cancelled failed timed_out",
            "active | completed failed timed_out cancelled paused partial",
            "paused | active cancelled failed timed_out",
            "completed | ''", "failed | ''", "cancelled | ''", "timed_out | ''", "partial | ''" })
    void stage(String from, String allowed) {
        StageStatus status = JsonName.stored(StageStatus.class, from);
        List<String> next = Arrays.stream(StageStatus.values()).filter(status::mayBecome).map(StageStatus::jsonName).toList();
        assertThat(next).containsExactlyInAnyOrder(allowed.isEmpty() ? new String[0] : allowed.split(" "));
        assertThat(status.isTerminal()).isEqualTo(allowed.isEmpty());
    }
}
