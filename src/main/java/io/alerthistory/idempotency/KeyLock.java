package io.alerthistory.idempotency;

/**
 * The right to answer under a key, for as long as the lock holds and nobody took it over.
 *
 * @param createdAtUs when the key was first used for this request, microseconds since the epoch; a retry keeps it
 * @param lockedUntilUs until when nobody else may take the key, microseconds since the epoch; tells one attempt from the next
 */
public record KeyLock(String key, long createdAtUs, long lockedUntilUs) {

    /** How long a request may take before another attempt may take its key, microseconds. */
    public static final long LEASE_US = 60_000_000L;

    /** How long an answer is kept, microseconds. */
    public static final long KEPT_US = 24 * 3_600_000_000L;
}
