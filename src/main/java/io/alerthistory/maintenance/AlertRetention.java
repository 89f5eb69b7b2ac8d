package io.alerthistory.maintenance;

import java.time.Clock;
import java.time.Duration;

import jakarta.enterprise.context.ApplicationScoped;

import io.alerthistory.episode.EpisodeStore;
import io.alerthistory.episode.statistics.Definitions;
import io.alerthistory.episode.statistics.RollupStore;
import io.alerthistory.time.Micros;
import io.smallrye.mutiny.Uni;

/**
 * Deletes the history of alerts a number of days after the end of their episodes, in batches, the oldest first; and the sums
 * of days after 5 years.
 */
@ApplicationScoped
public class AlertRetention {

    /** How long the sums of days are kept. */
    private static final Duration SUMS = Duration.ofDays(1_827);

    private final EpisodeStore store;
    private final RollupStore rollups;
    private final AlertRetentionConfig config;
    private final Clock clock;

    AlertRetention(EpisodeStore store, RollupStore rollups, AlertRetentionConfig config, Clock clock) {
        this.store = store;
        this.rollups = rollups;
        this.config = config;
        this.clock = clock;
    }

    /** Deletes everything that is due; no episodes when retention is unlimited. */
    Uni<Void> run() {
        int firstDay = Definitions.day(Micros.before(clock, SUMS));
        return Batches.untilNone(() -> rollups.prune(firstDay, Batches.SIZE)).chain(this::deleteEnded);
    }

    private Uni<Void> deleteEnded() {
        if (config.days() == 0) {
            return Uni.createFrom().voidItem();
        }
        long before = Micros.before(clock, Duration.ofDays(config.days()));
        return Batches.untilNone(() -> store.deleteEnded(before, Batches.SIZE));
    }
}
