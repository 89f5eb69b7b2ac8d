package io.alerthistory.maintenance;

import java.util.List;

import io.smallrye.mutiny.Uni;

/**
 * The port for maintenance. Every method is one transaction; when several replicas call at the same time, one of them
 * does the work.
 */
public interface MaintenanceStore {

    /**
     * Deletes the sessions that ended first, with all rows that belong to them.
     *
     * @param beforeUs only sessions that ended before, microseconds since the epoch
     * @param maxRows the approximate number of rows; at least one session of any size, and at most 200 sessions
     */
    Uni<Deleted> deleteEnded(long beforeUs, long maxRows);

    /** Deletes at most {@code max} events that were created before a time. */
    Uni<Deleted> deleteEvents(long beforeUs, int max);

    /** Deletes at most {@code max} idempotency keys that were first used before a time. */
    Uni<Deleted> deleteKeys(long beforeUs, int max);

    /**
     * Finds supervised sessions in progress without a heartbeat since a time, at most 100; none when another replica
     * searches.
     */
    Uni<List<String>> silentSince(long sinceUs);

    /** Finds sessions whose cancellation was requested before a time, at most 100; none when another replica searches. */
    Uni<List<String>> cancelingSince(long sinceUs);
}
