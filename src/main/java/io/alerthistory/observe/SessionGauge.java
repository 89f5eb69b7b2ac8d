package io.alerthistory.observe;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** How many sessions there are in every state, as of the last count. */
@Singleton
class SessionGauge {

    private final MeterRegistry registry;
    private final Map<String, AtomicLong> counts = new ConcurrentHashMap<>();

    SessionGauge(MeterRegistry registry) {
        this.registry = registry;
    }

    void on(@Observes HistoryEvent.SessionsCounted counted) {
        counted.byStatus().forEach((status, count) -> counts.computeIfAbsent(status, this::register).set(count));
    }

    private AtomicLong register(String status) {
        AtomicLong count = new AtomicLong();
        Gauge.builder("alert_history_sessions", count, AtomicLong::get)
                .description("Sessions in the history; of large ones the ended are estimated").tag("status", status)
                .register(registry);
        return count;
    }
}
