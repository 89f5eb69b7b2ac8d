package io.alerthistory.maintenance;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import jakarta.inject.Singleton;

import io.alerthistory.alert.AlertMigration;
import io.alerthistory.episode.Lapses;
import io.alerthistory.ingest.AlertmanagerPoll;
import io.alerthistory.ingest.PollConfig;
import io.smallrye.mutiny.Uni;

/** The jobs of the history of alerts. */
@Singleton
class AlertJobs {

    /** An episode ends at the latest 15 s after the promise of its last report. */
    private static final Duration LAPSES_INTERVAL = Duration.ofSeconds(10);

    /** Sums of days are at most a minute behind what was received. */
    private static final Duration ROLLUP_INTERVAL = Duration.ofSeconds(20);

    /** There is nothing to do after the first runs, but for what older replicas still record and what is imported. */
    private static final Duration MIGRATION_INTERVAL = Duration.ofMinutes(10);

    private final Lapses lapses;
    private final AlertRollup rollup;
    private final AlertRetention retention;
    private final AlertMigration migration;
    private final AlertmanagerPoll poll;
    private final MaintenanceConfig config;
    private final PollConfig polls;

    AlertJobs(Lapses lapses, AlertRollup rollup, AlertRetention retention, AlertMigration migration, AlertmanagerPoll poll,
            MaintenanceConfig config, PollConfig polls) {
        this.lapses = lapses;
        this.rollup = rollup;
        this.retention = retention;
        this.migration = migration;
        this.poll = poll;
        this.config = config;
        this.polls = polls;
    }

    /**
     * A job.
     *
     * @param name the value of the label job of its metrics
     * @param run does everything that is due
     */
    record Job(String name, Duration interval, Supplier<Uni<Void>> run) {
    }

    /** Those that this service has to do. */
    List<Job> all() {
        List<Job> all = new ArrayList<>(List.of(new Job("alert_lapses", LAPSES_INTERVAL, lapses::run),
                new Job("alert_rollup", ROLLUP_INTERVAL, rollup::run),
                new Job("alert_retention", config.retentionInterval(), retention::run),
                new Job("alert_migration", MIGRATION_INTERVAL, this::migrate)));
        if (poll.isConfigured()) {
            all.add(new Job("alert_poll", polls.interval(), poll::run));
        }
        return all;
    }

    private Uni<Void> migrate() {
        return Batches.untilNone(migration::migrate, AlertMigration.BATCH)
                .chain(() -> Batches.untilNone(migration::endMirrors, AlertMigration.BATCH));
    }
}
