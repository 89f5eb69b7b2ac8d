package io.alerthistory.bulk;

import io.smallrye.mutiny.Uni;

/** Where batches are kept. */
public interface BulkStore {

    /**
     * Stores in one transaction what {@link BulkPlan} makes of a batch, while nobody else writes to its sessions. Starts again,
     * a few times, when another transaction was in its way.
     *
     * @return the plan that was carried out and is durable
     */
    Uni<BulkPlan> store(BulkBatch batch);
}
