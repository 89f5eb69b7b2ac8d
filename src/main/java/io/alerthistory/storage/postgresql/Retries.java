package io.alerthistory.storage.postgresql;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** Decides which failures the service tries again itself, how often, and after which pause. */
final class Retries {

    /** Attempts in all of what gives way to other transactions. */
    static final int ATTEMPTS = 5;

    /** By then the pool has closed the other connections that lead to the server of before. */
    private static final Duration RENEWED = PostgresPool.CLEANING.plusMillis(100);

    private static final int JITTER_MS = 20;

    private final boolean deadConnections;

    /** @param deadConnections whether what can do no harm is tried once more when its connection turned out to be dead */
    Retries(boolean deadConnections) {
        this.deadConnections = deadConnections;
    }

    /**
     * Decides about an attempt that failed.
     *
     * @param attempt its number, counted from 1
     * @param harmless whether it may run twice, or has not begun
     * @return the pause before the next one; empty when there is to be none
     */
    Optional<Duration> pause(Throwable failure, int attempt, boolean harmless) {
        if (PostgresFailures.isRolledBack(failure)) {
            // Those who were in each other's way must not meet again.
            return attempt < ATTEMPTS ? Optional.of(jitter(attempt * JITTER_MS)) : Optional.empty();
        }
        if (attempt > 1) {
            return Optional.empty();
        }
        if (PostgresFailures.is(failure, PostgresFailures.READ_ONLY)) {
            return Optional.of(RENEWED.plus(jitter(JITTER_MS * 10)));
        }
        return PostgresFailures.isWithoutEffect(failure)
                || (deadConnections && harmless && PostgresFailures.isConnectionLost(failure)) ? Optional.of(Duration.ZERO)
                        : Optional.empty();
    }

    /** One to so many milliseconds. */
    private static Duration jitter(int mostMs) {
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(1, mostMs + 1L));
    }
}
