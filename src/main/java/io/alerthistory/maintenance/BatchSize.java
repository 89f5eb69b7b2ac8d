package io.alerthistory.maintenance;

import java.time.Duration;

/**
 * The number of rows that the next batch may delete. It adapts to the machine so that a batch takes tens of
 * milliseconds; a transaction of 100 ms would delay requests that wait for its locks.
 *
 * @param rows at least 1
 */
record BatchSize(long rows) {

    static final BatchSize FIRST = new BatchSize(500);

    private static final Duration LONG = Duration.ofMillis(50);
    private static final Duration SHORT = Duration.ofMillis(20);
    private static final long MAX_ROWS = 5_000;

    BatchSize after(Duration batch) {
        if (batch.compareTo(LONG) > 0) {
            return new BatchSize(Math.max(1, rows / 2));
        }
        return batch.compareTo(SHORT) < 0 ? new BatchSize(Math.min(MAX_ROWS, rows + rows / 2 + 1)) : this;
    }

    /** The pause after a batch is as long as the batch, within bounds, so that half of the time is left to requests. */
    static Duration pause(Duration batch) {
        return batch.compareTo(SHORT) < 0 ? SHORT : batch.compareTo(Duration.ofSeconds(1)) > 0 ? Duration.ofSeconds(1) : batch;
    }
}
