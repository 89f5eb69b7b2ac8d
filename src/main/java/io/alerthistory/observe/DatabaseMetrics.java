package io.alerthistory.observe;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** Whether the database serves, for who looks at metrics and not at probes. Nothing is told before it was looked at. */
@Singleton
class DatabaseMetrics {

    private final MeterRegistry registry;
    private final AtomicBoolean up = new AtomicBoolean();
    private final AtomicBoolean schemaMatches = new AtomicBoolean();
    private final AtomicLong certificateExpires = new AtomicLong();

    DatabaseMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    void on(@Observes HistoryEvent.DatabaseSeen seen) {
        up.set(seen.up());
        schemaMatches.set(seen.schemaMatches());
        register("alert_history_database_up", "1 when the database answered when it was last looked at", up);
        register("alert_history_database_schema_matches", "1 when the database has the schema version of this build",
                schemaMatches);
    }

    void on(@Observes HistoryEvent.DatabaseCertificateSeen seen) {
        certificateExpires.set(seen.expires().getEpochSecond());
        Gauge.builder("alert_history_database_certificate_expiry_timestamp_seconds", certificateExpires, AtomicLong::get)
                .description("When the certificate of the database's server ends").register(registry);
    }

    /** What is there already stays. */
    private void register(String name, String description, AtomicBoolean value) {
        Gauge.builder(name, value, now -> now.get() ? 1 : 0).description(description).register(registry);
    }
}
