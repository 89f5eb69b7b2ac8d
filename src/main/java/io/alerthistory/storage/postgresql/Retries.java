package io.alerthistory.storage.postgresql;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** Decides which failures are retried, how often, and after which delay. */
final class Retries {

    /** The maximum number of attempts after serialization failures and deadlocks. */
    static final int MAX_ATTEMPTS = 5;

    /** By then the pool has closed the other connections to the former primary. */
    private static final Duration POOL_RENEWAL = PostgresPool.CLEANER_PERIOD.plusMillis(100);

    private static final int JITTER_MS = 20;

    private final boolean deadConnections;

    /**
     * Makes the retry policy.
     *
     * @param deadConnections whether a safe statement is retried when its connection turned out to be dead
     */
    Retries(boolean deadConnections) {
        this.deadConnections = deadConnections;
    }

    /**
     * Decides about a failed attempt.
     *
     * @param attempt its number, counted from 1
     * @param safe whether the work may run twice, or has not started
     * @return the delay before the next attempt; empty when there is none
     */
    Optional<Duration> delay(Throwable failure, int attempt, boolean safe) {
        if (PostgresFailures.isWriteConflict(failure)) {
            // A random delay, so that conflicting transactions do not meet again.
            return attempt < MAX_ATTEMPTS ? Optional.of(jitter(attempt * JITTER_MS)) : Optional.empty();
        }
        if (attempt > 1) {
            return Optional.empty();
        }
        if (PostgresFailures.is(failure, PostgresFailures.READ_ONLY)) {
            return Optional.of(POOL_RENEWAL.plus(jitter(JITTER_MS * 10)));
        }
        return PostgresFailures.isWithoutEffect(failure)
                || (deadConnections && safe && PostgresFailures.isConnectionLost(failure)) ? Optional.of(Duration.ZERO)
                        : Optional.empty();
    }

    /** A random duration from 1 ms to the given maximum. */
    private static Duration jitter(int maxMs) {
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(1, maxMs + 1L));
    }
}
