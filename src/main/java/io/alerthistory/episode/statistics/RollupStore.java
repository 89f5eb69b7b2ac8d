package io.alerthistory.episode.statistics;

import io.smallrye.mutiny.Uni;

/** The port that keeps the sums of each day: of each alert, and of each rule. */
public interface RollupStore {

    /**
     * Sums up days of which episodes, notifications or acknowledgements changed. One replica at a time; a day that is summed up
     * twice is the same.
     *
     * @param firstDay days before it are left alone: retention may have deleted some of their episodes
     * @param max the maximum number of changes that are looked at, beside a few days that changed as a whole
     * @return how many were looked at, or {@code max}; less than {@code max} when no more are waiting
     */
    Uni<Integer> rollUp(int firstDay, int max);

    /**
     * Sums up the days of episodes that were recorded before there were sums, the newest first.
     *
     * @param firstDay days before it are left alone
     * @param max the maximum number of episodes
     * @return how many episodes were looked at; 0 when all days have their sums
     */
    Uni<Integer> fill(int firstDay, int max);

    /**
     * Deletes the sums of old days.
     *
     * @param beforeDay the first day that is kept
     * @return the maximum number of rows that were deleted from one table
     */
    Uni<Integer> prune(int beforeDay, int max);
}
