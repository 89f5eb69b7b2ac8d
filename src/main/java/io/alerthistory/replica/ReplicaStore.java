package io.alerthistory.replica;

import java.util.List;

import io.smallrye.mutiny.Uni;

/** The port for replicas. Every method is one transaction. */
public interface ReplicaStore {

    /** Inserts or replaces the row of a replica. */
    Uni<Void> store(Replica replica);

    /** Deletes the row of a replica, if it has one. */
    Uni<Void> remove(String podId);

    /** Deletes the rows of replicas that were last seen before a time. */
    Uni<Void> removeSilent(long beforeUs);

    /** Reads the replicas that were seen at a time or later, by their names; at most 1,000. */
    Uni<List<Replica>> seenSince(long sinceUs);
}
