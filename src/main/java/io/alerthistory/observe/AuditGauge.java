package io.alerthistory.observe;

import java.util.concurrent.atomic.AtomicLong;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;

/** The number of the newest row of the audit log when it was last read; 0 before. */
@Singleton
class AuditGauge {

    private final MeterRegistry registry;
    private final AtomicLong seq = new AtomicLong();

    AuditGauge(MeterRegistry registry) {
        this.registry = registry;
    }

    void register(@Observes StartupEvent event) {
        Gauge.builder("alert_history_audit_head_seq", seq, AtomicLong::get)
                .description("Number of the newest row of the audit log; it never falls").register(registry);
    }

    void on(@Observes HistoryEvent.AuditHeadSeen seen) {
        seq.set(seen.seq());
    }
}
