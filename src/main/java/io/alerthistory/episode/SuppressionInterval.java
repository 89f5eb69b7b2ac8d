package io.alerthistory.episode;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * When an alert was seen held back, for one reason. Sights that are at most an hour apart are one interval, so the
 * result does not depend on their order.
 *
 * @param firstSeenUs microseconds since the epoch
 * @param lastSeenUs microseconds since the epoch
 */
public record SuppressionInterval(long firstSeenUs, long lastSeenUs) {

    /** The longest time between two sights of an interval, in microseconds: Alertmanager repeats them each group_interval. */
    public static final long MAX_GAP_US = 3_600_000_000L;

    /** Joins intervals. */
    public static List<SuppressionInterval> join(Collection<SuppressionInterval> intervals) {
        List<SuppressionInterval> joined = new ArrayList<>();
        for (SuppressionInterval next : intervals.stream()
                .sorted(Comparator.comparingLong(SuppressionInterval::firstSeenUs)).toList()) {
            SuppressionInterval last = joined.isEmpty() ? null : joined.get(joined.size() - 1);
            if (last != null && next.firstSeenUs - last.lastSeenUs <= MAX_GAP_US) {
                joined.set(joined.size() - 1,
                        new SuppressionInterval(last.firstSeenUs, Math.max(last.lastSeenUs, next.lastSeenUs)));
            } else {
                joined.add(next);
            }
        }
        return joined;
    }
}
