package io.alerthistory.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.alerthistory.episode.statistics.RollupDays;
import io.alerthistory.episode.statistics.RollupStore;
import io.alerthistory.support.TestClock;
import io.smallrye.mutiny.Uni;

class AlertRollupTest {

    /** Counts what is waiting. */
    private static final class Waiting implements RollupStore {

        private int marks;
        private int past;
        private int marksWhenPastEnded;
        private int settled;

        Waiting(int marks, int past) {
            this.marks = marks;
            this.past = past;
        }

        @Override
        public Uni<Integer> rollUp(RollupDays days, int max) {
            int done = Math.min(marks, max);
            marks -= done;
            return Uni.createFrom().item(done);
        }

        @Override
        public Uni<Integer> fill(RollupDays days, int max) {
            int filled = Math.min(past, max);
            past -= filled;
            marksWhenPastEnded = filled == 0 ? marksWhenPastEnded : marks;
            return Uni.createFrom().item(filled);
        }

        @Override
        public Uni<Integer> touchUnsettled(RollupDays days, int max) {
            settled++;
            return Uni.createFrom().item(0);
        }

        @Override
        public Uni<Integer> prune(int beforeDay, int max) {
            throw new UnsupportedOperationException();
        }
    }

    private static void run(Waiting store) {
        new AlertRollup(store, () -> 0, Clock.systemUTC()).run().await().indefinitely();
    }

    @Test
    void aRunGoesOnUntilNothingIsWaiting() {
        Waiting store = new Waiting(200_000, 7_000);
        run(store);
        assertThat(store.marks).isZero();
        assertThat(store.past).isZero();
    }

    @Test
    void whatWasNotSettledIsLookedAtOnceADay() {
        Waiting store = new Waiting(0, 0);
        TestClock clock = new TestClock();
        AlertRollup rollup = new AlertRollup(store, () -> 0, clock);
        List<Integer> settled = new ArrayList<>();
        for (long hours : List.of(0L, 23L, 1L, 1L, 24L)) {
            clock.passes(Duration.ofHours(hours));
            rollup.run().await().indefinitely();
            settled.add(store.settled);
        }
        assertThat(settled).containsExactly(1, 1, 2, 2, 3);
    }

    @Test
    void thePastHasItsShareWhileChangesAreWaiting() {
        Waiting store = new Waiting(20_000, 1_000);
        run(store);
        assertThat(store.past).isZero();
        assertThat(store.marksWhenPastEnded).isGreaterThan(10_000);
    }
}
