package io.alerthistory.idempotency;

/**
 * The lock on an idempotency key. It allows its holder to store a response until the lock expires and another attempt
 * takes it over.
 *
 * @param createdAtUs when the key was first used for this request, microseconds since the epoch; a retry keeps it
 * @param lockedUntilUs when another attempt may take the key, microseconds since the epoch; it distinguishes one
 *        attempt from the next
 */
public record KeyLock(String key, long createdAtUs, long lockedUntilUs) {

    /** How long a request may take before another attempt may take its key, in microseconds. */
    public static final long LEASE_US = 60_000_000L;

    /** How long a response is stored, in microseconds. */
    public static final long KEPT_US = 24 * 3_600_000_000L;
}
