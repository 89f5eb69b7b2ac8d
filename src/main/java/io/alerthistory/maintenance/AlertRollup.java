package io.alerthistory.maintenance;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.enterprise.context.ApplicationScoped;

import io.alerthistory.episode.statistics.Definitions;
import io.alerthistory.episode.statistics.RollupDays;
import io.alerthistory.episode.statistics.RollupStore;
import io.alerthistory.time.Micros;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/**
 * Sums up the days of alerts of which something changed, and those that were recorded before there were sums. What is left when
 * a
 * run ends is for the next one.
 */
@ApplicationScoped
public class AlertRollup {

    private static final int BATCH = 500;

    /** Episodes of the past at a time: they share the rules of their day. */
    private static final int PAST_BATCH = 1_000;

    /** Every so many batches, earlier episodes are summed up though changes are waiting. */
    private static final int PAST = 4;

    /** Less than the interval of the job. */
    private static final long MAX_NANOS = Duration.ofSeconds(15).toNanos();

    /** Days of alerts that are looked at again each day, because what held them back was not over. */
    private static final int MAX_UNSETTLED = 10_000;

    /** On so many days, today among them, more may be heard of an alert that inhibits. */
    private static final int SETTLING_DAYS = 2;

    private final AtomicInteger settledOn = new AtomicInteger(Integer.MIN_VALUE);
    private final RollupStore store;
    private final AlertRetentionConfig retention;
    private final Clock clock;

    AlertRollup(RollupStore store, AlertRetentionConfig retention, Clock clock) {
        this.store = store;
        this.retention = retention;
        this.clock = clock;
    }

    /** Sums up what is marked until nothing is, or the time is over. */
    public Uni<Void> run() {
        RollupDays days = days();
        long startNanos = System.nanoTime();
        AtomicInteger batches = new AtomicInteger();
        return settle(days).chain(() -> Multi.createBy().repeating().uni(() -> batch(days, batches.incrementAndGet()))
                .whilst(more -> more && System.nanoTime() - startNanos < MAX_NANOS).collect().last().replaceWithVoid());
    }

    /** Once a day. */
    private Uni<Void> settle(RollupDays days) {
        return settledOn.get() == days.settledUntil() ? Uni.createFrom().voidItem()
                : store.touchUnsettled(days, MAX_UNSETTLED).invoke(() -> settledOn.set(days.settledUntil())).replaceWithVoid();
    }

    /** What changes comes before the past, which still has its share when there are always changes. */
    private Uni<Boolean> batch(RollupDays days, int number) {
        return store.rollUp(days, BATCH).flatMap(done -> done == BATCH && number % PAST != 0 ? Uni.createFrom().item(true)
                : store.fill(days, PAST_BATCH).map(filled -> done == BATCH || filled > 0));
    }

    private RollupDays days() {
        int settledUntil = Definitions.day(Micros.now(clock)) - SETTLING_DAYS + 1;
        return new RollupDays(retention.days() == 0 ? Integer.MIN_VALUE
                : Definitions.day(Micros.before(clock, Duration.ofDays(retention.days()))) + 1, settledUntil);
    }
}
