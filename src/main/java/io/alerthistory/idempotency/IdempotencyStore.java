package io.alerthistory.idempotency;

import io.smallrye.mutiny.Uni;

/** The port for idempotency keys and the responses stored under them. Every method is one transaction. */
public interface IdempotencyStore {

    /**
     * Locks a key for {@link KeyLock#LEASE_US}, unless it is locked or has a response. Of concurrent attempts exactly
     * one gets the lock. Also deletes a few expired keys.
     *
     * @param nowUs microseconds since the epoch
     */
    Uni<Begun> begin(KeyedRequest request, long nowUs);

    /** Stores the response, unless another attempt has taken over the lock. */
    Uni<Void> finish(KeyLock lock, StoredResponse response);

    /**
     * Ends the lock early, unless another attempt has taken it over: the next attempt of the same request gets the key
     * at once.
     *
     * @param nowUs microseconds since the epoch
     */
    Uni<Void> abandon(KeyLock lock, long nowUs);

    /** Deletes the key, unless another attempt has taken over the lock. */
    Uni<Void> release(KeyLock lock);
}
