package io.alerthistory.health;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.smallrye.mutiny.Uni;

/** What operators and probes ask the database; each question is one cheap read, on the connections that requests use. */
public interface DatabaseInspection {

    /**
     * A database that responded.
     *
     * @param version of the schema; null when no migration succeeded
     * @param level the compatibility level of the schema; see {@link Schema#LEVEL}
     * @param writable whether it takes writes: no standby, and not read-only by default
     */
    record Found(@Nullable String version, int level, boolean writable) {
    }

    /** The state that readiness depends on. */
    Uni<Found> look();

    /**
     * Counts the sessions that wait and those in progress.
     *
     * @param max where each count ends, so that none reads more of an index
     */
    Uni<QueueDepth> depth(long max);

    Uni<DatabaseServer> server();

    Uni<SchemaFacts> schema();

    /** The ten most expensive statements of the server; null when the server does not record them. */
    Uni<@Nullable List<SlowStatement>> slowStatements();

    /** The number of sessions by status; in a large history the ended ones are estimated. */
    Uni<Map<String, Long>> sessionsByStatus();
}
