package io.alerthistory.observe;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;

/** The number of sessions by status at the last count; 0 before the first one. */
@Singleton
class SessionGauge {

    private static final List<String> STATUSES = List.of("pending", "in_progress", "paused", "canceling", "completed", "failed",
            "cancelled", "timed_out");

    private final MeterRegistry registry;
    private final Map<String, AtomicLong> counts = new ConcurrentHashMap<>();

    SessionGauge(MeterRegistry registry) {
        this.registry = registry;
    }

    /**
     * Registers every status at the start, because an alerting rule that compares statuses must not wait for the first
     * count.
     */
    void register(@Observes StartupEvent event) {
        STATUSES.forEach(status -> counts.computeIfAbsent(status, this::register));
    }

    void on(@Observes HistoryEvent.SessionsCounted counted) {
        counted.byStatus().forEach((status, count) -> counts.computeIfAbsent(status, this::register).set(count));
    }

    private AtomicLong register(String status) {
        AtomicLong count = new AtomicLong();
        Gauge.builder("alert_history_sessions", count, AtomicLong::get)
                .description("Sessions in the history by status; in a large history the ended ones are estimated")
                .tag("status", status)
                .register(registry);
        return count;
    }
}
