package io.alerthistory.selftest;

import java.util.Locale;
import java.util.concurrent.atomic.AtomicLongArray;

/** The distribution of durations in a fixed amount of memory: buckets that are 5 % apart, from a microsecond to hours. */
final class Durations {

    private static final double GROWTH = Math.log(1.05);
    private static final int BUCKETS = 512;

    private final AtomicLongArray counts = new AtomicLongArray(BUCKETS);

    void record(long nanos) {
        counts.incrementAndGet(bucket(nanos));
    }

    long count() {
        long sum = 0;
        for (int i = 0; i < BUCKETS; i++) {
            sum += counts.get(i);
        }
        return sum;
    }

    /** An upper bound, at most 5 % too high, of a share of the durations; 0 when there are none. */
    double percentileMs(double share) {
        long wanted = (long) Math.ceil(count() * share);
        long seen = 0;
        for (int i = 0; wanted > 0 && i < BUCKETS; i++) {
            seen += counts.get(i);
            if (seen >= wanted) {
                return Math.exp(GROWTH * i) / 1000;
            }
        }
        return 0;
    }

    /** The percentiles that reports have. */
    String summary() {
        return String.format(Locale.ROOT, "p50 %.2f ms, p95 %.2f ms, p99 %.2f ms of %d", percentileMs(0.5), percentileMs(0.95),
                percentileMs(0.99), count());
    }

    private static int bucket(long nanos) {
        double micros = Math.max(1, nanos / 1000.0);
        return Math.min(BUCKETS - 1, (int) Math.ceil(Math.log(micros) / GROWTH));
    }
}
