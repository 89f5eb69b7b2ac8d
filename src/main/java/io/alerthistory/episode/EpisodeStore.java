package io.alerthistory.episode;

import io.smallrye.mutiny.Uni;

/** The port that stores the history of alerts. */
public interface EpisodeStore {

    /**
     * Records facts in one transaction that holds a lock on their alerts. Writes nothing when nothing is new.
     *
     * @param nowUs microseconds since the epoch
     * @return what became of each report, when it is durable
     */
    Uni<RecordedFacts> record(AlertFacts facts, long nowUs);

    /**
     * Ends open episodes whose lease has passed.
     *
     * @param nowUs microseconds since the epoch
     * @param max the maximum number of alerts
     * @return the number of alerts that were looked at
     */
    Uni<Integer> endLapsed(long nowUs, int max);

    /**
     * Deletes episodes that ended before a time, the oldest first, with what belongs to them: notifications and
     * silences of that time, and alerts that have no episode left.
     *
     * @param beforeUs microseconds since the epoch
     * @param max the maximum number of rows of each table
     * @return the maximum number of rows that were deleted from one table; less than {@code max} when nothing is left
     */
    Uni<Integer> deleteEnded(long beforeUs, int max);
}
