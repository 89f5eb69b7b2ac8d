package io.alerthistory.observe;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.ToDoubleFunction;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;

/** The metrics of backups. Those of the last one are absent until there is one; its age counts from the start without one. */
@Singleton
class BackupMetrics {

    private static final HistoryEvent.BackupSeen NONE = new HistoryEvent.BackupSeen(Instant.EPOCH, Duration.ZERO, 0, false);

    private final MeterRegistry registry;
    private final Clock clock;
    private final Counter failures;
    private final Instant started;
    private final AtomicBoolean hasAge = new AtomicBoolean();
    private final AtomicReference<HistoryEvent.BackupSeen> last = new AtomicReference<>(NONE);

    BackupMetrics(MeterRegistry registry, Clock clock) {
        this.registry = registry;
        this.clock = clock;
        started = clock.instant();
        failures = Counter.builder("alert_history_backup_failures").description("Backups that failed").register(registry);
    }

    /** Makes the bean at the start, so that the counter is there before its first increment. */
    void register(@Observes StartupEvent event) {
        // the constructor registers
    }

    void on(@Observes HistoryEvent.BackupsScheduled scheduled) {
        Gauge.builder("alert_history_backup_interval_seconds", () -> scheduled.interval().toMillis() / 1e3)
                .description("The interval between two scheduled backups").register(registry);
        registerAge();
    }

    void on(@Observes HistoryEvent.BackupSeen seen) {
        boolean isFirst = NONE.equals(last.getAndSet(seen));
        registerAge();
        if (isFirst) {
            gauge("alert_history_backup_last_success_timestamp_seconds", "When the last backup succeeded",
                    backup -> backup.finished().getEpochSecond());
            gauge("alert_history_backup_size_bytes", "The size of the last backup", HistoryEvent.BackupSeen::bytes);
            gauge("alert_history_backup_duration_seconds", "The duration of the last backup",
                    backup -> backup.took().toMillis() / 1e3);
            gauge("alert_history_backup_verified", "1 when the last backup was verified",
                    backup -> backup.isVerified() ? 1 : 0);
        }
    }

    void on(@Observes HistoryEvent.BackupFailed failed) {
        failures.increment();
    }

    private void registerAge() {
        if (hasAge.compareAndSet(false, true)) {
            gauge("alert_history_backup_age_seconds", "Time since the last backup succeeded, or since the start without one",
                    backup -> Duration.between(NONE.equals(backup) ? started : backup.finished(), clock.instant()).toMillis()
                            / 1e3);
        }
    }

    private void gauge(String name, String description, ToDoubleFunction<HistoryEvent.BackupSeen> value) {
        Gauge.builder(name, () -> value.applyAsDouble(Objects.requireNonNull(last.get()))).description(description)
                .register(registry);
    }
}
