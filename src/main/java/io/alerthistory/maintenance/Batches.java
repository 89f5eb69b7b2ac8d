package io.alerthistory.maintenance;

import java.time.Duration;
import java.util.function.Supplier;

import io.smallrye.mutiny.Uni;

/** Works in batches of a fixed size, with pauses that leave time to requests. */
final class Batches {

    /** The maximum number of rows of a batch. */
    static final int SIZE = 1_000;

    private static final Duration PAUSE = Duration.ofMillis(50);

    private Batches() {
    }

    /**
     * Repeats a batch until it is not full.
     *
     * @param batch returns the number of rows
     */
    static Uni<Void> untilNone(Supplier<Uni<Integer>> batch) {
        return untilNone(batch, SIZE);
    }

    /** The same with batches of another size. */
    static Uni<Void> untilNone(Supplier<Uni<Integer>> batch, int size) {
        return batch.get().flatMap(rows -> rows < size ? Uni.createFrom().voidItem()
                : Uni.createFrom().voidItem().onItem().delayIt().by(PAUSE).chain(() -> untilNone(batch, size)));
    }
}
