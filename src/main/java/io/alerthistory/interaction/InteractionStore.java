package io.alerthistory.interaction;

import org.jspecify.annotations.Nullable;

import io.smallrye.mutiny.Uni;

/** The port for interactions. Every method is one transaction, and completes when it is durable. */
public interface InteractionStore {

    /**
     * Appends the new interactions of a batch, assigns the next numbers, and updates the counters of the session.
     *
     * @return null when there is no such session; fails as {@link Batch} describes, and with unknown_stage when an
     *         interaction names a stage that does not belong to the session
     */
    <T extends Interaction> Uni<@Nullable Appended> append(Batch<T> batch);
}
