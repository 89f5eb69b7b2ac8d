package io.alerthistory.episode.statistics;

import io.smallrye.mutiny.Uni;

/** The port that keeps the sums of each day: of each alert, and of each rule. */
public interface RollupStore {

    /**
     * Sums up days of which episodes, notifications or acknowledgements changed. One replica at a time; a day that is summed up
     * twice is the same.
     *
     * @param max the maximum number of changes that are looked at, beside a few days that changed as a whole
     * @return how many were looked at, or {@code max}; less than {@code max} when no more are waiting
     */
    Uni<Integer> rollUp(RollupDays days, int max);

    /**
     * Sums up the days of episodes that were recorded before there were sums, the newest first.
     *
     * @param max the maximum number of episodes
     * @return how many episodes were looked at; 0 when all days have their sums
     */
    Uni<Integer> fill(RollupDays days, int max);

    /**
     * Has days before {@link RollupDays#settledUntil} summed up again on which the time under silences and inhibitions was not
     * settled though their episodes have ended, the newest first.
     *
     * @param max the maximum number of days of alerts
     * @return how many there were
     */
    Uni<Integer> touchUnsettled(RollupDays days, int max);

    /**
     * Deletes the sums of old days.
     *
     * @param beforeDay the first day that is kept
     * @return the maximum number of rows that were deleted from one table
     */
    Uni<Integer> prune(int beforeDay, int max);
}
