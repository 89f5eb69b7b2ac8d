package io.alerthistory.idempotency;

import io.smallrye.mutiny.Uni;

/** Where keys and the answers under them are kept. Every method is one transaction. */
public interface IdempotencyStore {

    /**
     * Locks a key for {@link KeyLock#LEASE_US}, unless it is taken; one of many at once gets it. Drops a few expired keys.
     *
     * @param nowUs microseconds since the epoch
     */
    Uni<Begun> begin(KeyedRequest request, long nowUs);

    /** Keeps the answer, unless the lock was taken over. */
    Uni<Void> finish(KeyLock lock, StoredResponse answer);

    /**
     * Ends the lock before its time, unless it was taken over: the next attempt of the same request takes the key at once.
     *
     * @param nowUs microseconds since the epoch
     */
    Uni<Void> abandon(KeyLock lock, long nowUs);

    /** Forgets the key, unless the lock was taken over. */
    Uni<Void> release(KeyLock lock);
}
