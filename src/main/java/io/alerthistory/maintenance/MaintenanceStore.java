package io.alerthistory.maintenance;

import java.util.List;

import io.smallrye.mutiny.Uni;

/** What maintenance asks of the database. Every method is one transaction; of replicas that call at once, one does the work. */
public interface MaintenanceStore {

    /**
     * Deletes the sessions that ended first, with everything that belongs to them.
     *
     * @param beforeUs only those that ended before, microseconds since the epoch
     * @param mostRows about how many rows; at least one session, however large, and at most 200
     */
    Uni<Deleted> deleteEnded(long beforeUs, long mostRows);

    /** Deletes events, at most so many, that were made before. */
    Uni<Deleted> deleteEvents(long beforeUs, int most);

    /** Forgets Idempotency-Keys, at most so many, that were first used before. */
    Uni<Deleted> deleteKeys(long beforeUs, int most);

    /** Supervised sessions in progress that gave no sign of life since then, at most 100; none when another replica looks. */
    Uni<List<String>> silentSince(long sinceUs);

    /** Sessions whose cancellation was asked for before then, at most 100; none when another replica looks. */
    Uni<List<String>> cancelingSince(long sinceUs);
}
