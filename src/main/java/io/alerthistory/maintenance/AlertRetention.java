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

    private static final int BATCH = 1_000;
    private static final Duration PAUSE = Duration.ofMillis(50);

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
        return config.days() == 0 ? Uni.createFrom().voidItem()
                : batch(Micros.before(clock, Duration.ofDays(config.days())));
    }

    private Uni<Void> batch(long beforeUs) {
        return store.deleteEnded(beforeUs, BATCH).flatMap(deleted -> deleted < BATCH ? Uni.createFrom().voidItem()
                : Uni.createFrom().voidItem().onItem().delayIt().by(PAUSE).chain(() -> batch(beforeUs)));
    }
}
