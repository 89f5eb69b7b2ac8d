package io.alerthistory.maintenance;

import java.time.Duration;

/**
 * How much the next batch may delete: so much that it takes tens of milliseconds, whatever the machine. A transaction of 100 ms
 * would be felt by those who wait for its locks.
 *
 * @param rows at least 1
 */
record BatchSize(long rows) {

    static final BatchSize FIRST = new BatchSize(500);

    private static final Duration LONG = Duration.ofMillis(50);
    private static final Duration SHORT = Duration.ofMillis(20);
    private static final long MOST = 5_000;

    BatchSize after(Duration batch) {
        if (batch.compareTo(LONG) > 0) {
            return new BatchSize(Math.max(1, rows / 2));
        }
        return batch.compareTo(SHORT) < 0 ? new BatchSize(Math.min(MOST, rows + rows / 2 + 1)) : this;
    }

    /** As long as the batch took, within bounds: half of the time belongs to the others. */
    static Duration pause(Duration batch) {
        return batch.compareTo(SHORT) < 0 ? SHORT : batch.compareTo(Duration.ofSeconds(1)) > 0 ? Duration.ofSeconds(1) : batch;
    }
}
