package io.alerthistory.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.alerthistory.session.SessionStatus;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.StartupEvent;

class SessionGaugeTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final SessionGauge gauge = new SessionGauge(registry);

    @Test
    void everyStateIsThereBeforeTheFirstCount() {
        gauge.register(new StartupEvent());

        assertThat(registry.find("alert_history_sessions").gauges()).extracting(Gauge::value).containsOnly(0.0);
        assertThat(registry.find("alert_history_sessions").gauges()).extracting(each -> each.getId().getTag("status"))
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(SessionStatus.values()).map(SessionStatus::jsonName).toList());
    }

    @Test
    void aCountReplacesTheLastOne() {
        gauge.register(new StartupEvent());

        gauge.on(new HistoryEvent.SessionsCounted(Map.of("pending", 3L)));
        gauge.on(new HistoryEvent.SessionsCounted(Map.of("pending", 2L)));

        assertThat(registry.get("alert_history_sessions").tag("status", "pending").gauge().value()).isEqualTo(2);
        assertThat(registry.find("alert_history_sessions").gauges()).hasSize(SessionStatus.values().length);
    }
}
