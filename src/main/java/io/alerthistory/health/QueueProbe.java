package io.alerthistory.health;

import io.smallrye.mutiny.Uni;

/** Asks the database how much work there is. */
public interface QueueProbe {

    /**
     * Counts sessions that wait and that are worked on.
     *
     * @param most where each count ends, so that none reads more of an index
     */
    Uni<QueueDepth> depth(long most);
}
