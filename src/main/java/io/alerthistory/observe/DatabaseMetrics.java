package io.alerthistory.observe;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** The availability of the database as metrics. They are registered at the first probe. */
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
        register("alert_history_database_up", "1 when the database was available at the last probe, otherwise 0", up);
        register("alert_history_database_schema_matches",
                "1 when this build can use the schema of the database, otherwise 0",
                schemaMatches);
    }

    void on(@Observes HistoryEvent.DatabaseCertificateSeen seen) {
        certificateExpires.set(seen.expires().getEpochSecond());
        Gauge.builder("alert_history_database_certificate_expiry_timestamp_seconds", certificateExpires, AtomicLong::get)
                .description("When the certificate of the database server expires").register(registry);
    }

    /** Keeps a gauge that is already registered. */
    private void register(String name, String description, AtomicBoolean value) {
        Gauge.builder(name, value, now -> now.get() ? 1 : 0).description(description).register(registry);
    }
}
