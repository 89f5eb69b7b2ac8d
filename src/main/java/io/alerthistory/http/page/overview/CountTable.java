package io.alerthistory.http.page.overview;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

import io.alerthistory.history.SessionCount;
import io.alerthistory.history.SessionFigures.Counts;

/** Counts by bucket and group of states. */
final class CountTable {

    private final Map<Long, Map<StateGroup, Long>> byBucket = new HashMap<>();

    CountTable(Counts counts) {
        for (SessionCount count : counts.counts()) {
            byBucket.computeIfAbsent(count.bucketUs(), missing -> new EnumMap<>(StateGroup.class))
                    .merge(StateGroup.of(count.status()), count.sessions(), Long::sum);
        }
    }

    long of(long bucketUs, StateGroup group) {
        return byBucket.getOrDefault(bucketUs, Map.of()).getOrDefault(group, 0L);
    }

    /** All groups of a bucket. */
    long total(long bucketUs) {
        return byBucket.getOrDefault(bucketUs, Map.of()).values().stream().mapToLong(Long::longValue).sum();
    }

    /** All buckets. */
    long total() {
        return byBucket.keySet().stream().mapToLong(this::total).sum();
    }

    /** The total of the fullest bucket. */
    long max() {
        return byBucket.keySet().stream().mapToLong(this::total).max().orElse(0);
    }
}
