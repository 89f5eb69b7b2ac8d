package io.alerthistory.interaction;

import org.jspecify.annotations.Nullable;

import io.smallrye.mutiny.Uni;

/** Where interactions are kept. Every method is one transaction, and done when it is durable. */
public interface InteractionStore {

    /**
     * Appends what is new of a batch, gives it the next numbers, and keeps the counters of its session.
     *
     * @return null when there is no such session; fails as {@link Batch} says, and with unknown_stage when the session has not
     *         the
     *         stage that an interaction names
     */
    <T extends Interaction> Uni<@Nullable Appended> append(Batch<T> batch);
}
