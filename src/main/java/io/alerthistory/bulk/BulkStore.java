package io.alerthistory.bulk;

import io.smallrye.mutiny.Uni;

/** The port for batches. */
public interface BulkStore {

    /**
     * Computes the {@link BulkPlan} of a batch and carries it out, in one transaction that holds locks on its sessions.
     * After a write conflict with another transaction, it tries again a few times.
     *
     * @return the plan, when its changes are durable
     */
    Uni<BulkPlan> store(BulkBatch batch);
}
