package io.alerthistory.maintenance;

import java.time.Clock;
import java.time.Duration;

import jakarta.enterprise.context.ApplicationScoped;

import io.alerthistory.episode.statistics.Definitions;
import io.alerthistory.episode.statistics.RollupStore;
import io.alerthistory.time.Micros;
import io.smallrye.mutiny.Uni;

/**
 * Sums up the days of alerts of which something changed, and those that were recorded before there were sums. What is left when
 * a
 * run ends is for the next one.
 */
@ApplicationScoped
public class AlertRollup {

    private static final int BATCH = 500;
    private static final int MAX_BATCHES = 100;

    private final RollupStore store;
    private final AlertRetentionConfig retention;
    private final Clock clock;

    AlertRollup(RollupStore store, AlertRetentionConfig retention, Clock clock) {
        this.store = store;
        this.retention = retention;
        this.clock = clock;
    }

    /** Sums up what is marked; very much in several runs. */
    public Uni<Void> run() {
        return batch(firstDay(), MAX_BATCHES);
    }

    /** Days whose episodes were marked first, so that the news do not wait for the past. */
    private Uni<Void> batch(int firstDay, int left) {
        return store.rollUp(firstDay, BATCH)
                .flatMap(done -> done == BATCH ? Uni.createFrom().item(done) : store.fill(BATCH))
                .flatMap(more -> more == 0 || left == 1 ? Uni.createFrom().voidItem() : batch(firstDay, left - 1));
    }

    /** The first day of which retention has not deleted anything. */
    private int firstDay() {
        return retention.days() == 0 ? Integer.MIN_VALUE
                : Definitions.day(Micros.before(clock, Duration.ofDays(retention.days()))) + 1;
    }
}
