package io.alerthistory.maintenance;

import java.time.Clock;
import java.time.Duration;

import jakarta.enterprise.context.ApplicationScoped;

import io.alerthistory.episode.EpisodeStore;
import io.alerthistory.time.Micros;
import io.smallrye.mutiny.Uni;

/** Deletes the history of alerts a number of days after the end of their episodes, in batches, the oldest first. */
@ApplicationScoped
public class AlertRetention {

    private final EpisodeStore store;
    private final AlertRetentionConfig config;
    private final Clock clock;

    AlertRetention(EpisodeStore store, AlertRetentionConfig config, Clock clock) {
        this.store = store;
        this.config = config;
        this.clock = clock;
    }

    /** Deletes everything that is due; nothing when retention is unlimited. */
    Uni<Void> run() {
        if (config.days() == 0) {
            return Uni.createFrom().voidItem();
        }
        long before = Micros.before(clock, Duration.ofDays(config.days()));
        return Batches.untilNone(() -> store.deleteEnded(before, Batches.SIZE));
    }
}
