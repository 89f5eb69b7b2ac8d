package io.alerthistory.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import io.alerthistory.interaction.InteractionKind;
import io.alerthistory.observe.HistoryEvent.AlertsReceived;
import io.alerthistory.observe.HistoryEvent.BulkRecords;
import io.alerthistory.observe.HistoryEvent.ClaimHandled;
import io.alerthistory.observe.HistoryEvent.InteractionsRecorded;
import io.alerthistory.observe.HistoryEvent.SessionFinished;
import io.alerthistory.session.SessionStatus;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.StartupEvent;

/** What is counted one day is there from the start: else its first increase is lost. */
class EventMetricsTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final EventMetrics metrics = new EventMetrics(registry);

    private List<String> values(String meter, String label) {
        return registry.find(meter).counters().stream().map(counter -> String.valueOf(counter.getId().getTag(label)))
                .distinct().sorted().toList();
    }

    @Test
    void registersEveryTerminalStateAndEveryKind() {
        metrics.register(new StartupEvent());
        assertThat(values("alert_history_sessions_finished", "status")).containsExactlyElementsOf(
                Arrays.stream(SessionStatus.values()).filter(SessionStatus::isTerminal).map(SessionStatus::jsonName).sorted()
                        .toList());
        assertThat(values("alert_history_interactions_recorded", "kind")).containsExactlyElementsOf(
                Arrays.stream(InteractionKind.values()).map(InteractionKind::jsonName).sorted().toList());
    }

    @Test
    void registersEverythingThatIsCountedLater() {
        metrics.register(new StartupEvent());
        int before = registry.getMeters().size();
        Stream.of(new SessionFinished("timed_out", 1), new InteractionsRecorded("mcp", 1), new ClaimHandled("none"),
                new ClaimHandled("claimed"), new AlertsReceived("alertmanager", "created", 1),
                new AlertsReceived("alertmanager", "updated", 1), new AlertsReceived("alertmanager", "unchanged", 1),
                new AlertsReceived("alertmanager", "rejected", 1), new AlertsReceived("api", "created", 1),
                new AlertsReceived("api", "rejected", 1), new BulkRecords("accepted", 1), new BulkRecords("duplicate", 1),
                new BulkRecords("rejected", 1)).forEach(metrics::on);
        assertThat(registry.getMeters()).hasSize(before);
        assertThat(registry.get("alert_history_alerts_received").tags("source", "api", "outcome", "rejected").counter().count())
                .isEqualTo(1);
    }
}
