package io.alerthistory.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.alerthistory.json.JsonName;

class SuccessPolicyTest {

    @ParameterizedTest
    @CsvSource(nullValues = "open", value = {
            "completed cancelled, completed, failed",
            "completed failed, completed, failed",
            "completed partial timed_out, completed, failed",
            "completed completed, completed, completed",
            "completed, completed, completed",
            "cancelled, cancelled, cancelled",
            "cancelled cancelled cancelled, cancelled, cancelled",
            "cancelled failed, failed, failed",
            "timed_out, failed, failed",
            "partial, failed, failed",
            "completed paused, open, open",
            "completed active, open, open",
            "completed pending, open, open",
            "cancelled paused, open, open" })
    void settlesAStage(String children, @Nullable String any, @Nullable String all) {
        List<StageStatus> states = Arrays.stream(children.split(" ")).map(child -> JsonName.stored(StageStatus.class, child))
                .toList();
        assertThat(SuccessPolicy.ANY.outcome(states)).isEqualTo(status(any));
        assertThat(SuccessPolicy.ALL.outcome(states)).isEqualTo(status(all));
    }

    private static @Nullable StageStatus status(@Nullable String wire) {
        return wire == null ? null : JsonName.stored(StageStatus.class, wire);
    }
}
