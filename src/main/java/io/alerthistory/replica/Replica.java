package io.alerthistory.replica;

/**
 * A process that serves the history.
 *
 * @param podId its name, which no other process has
 * @param version of the service
 * @param schemaVersion the schema version that its build requires
 * @param schemaLevel the compatibility level that its build requires
 * @param startedAtUs microseconds since the epoch, by its own clock
 * @param seenAtUs its last heartbeat, in microseconds since the epoch, by its own clock
 */
public record Replica(String podId, String version, int schemaVersion, int schemaLevel, long startedAtUs, long seenAtUs) {

    /** The same replica at a later heartbeat. */
    public Replica seen(long nowUs) {
        return new Replica(podId, version, schemaVersion, schemaLevel, startedAtUs, nowUs);
    }
}
