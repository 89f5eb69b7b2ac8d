package io.alerthistory.start;

import java.time.Duration;

/** The delays between attempts: 2, 4, 8, 16, then 30 seconds, for 30 attempts. */
final class Backoff {

    static final int ATTEMPTS = 30;

    private static final int MAX_SECONDS = 30;

    private Backoff() {
    }

    /** The delay after an attempt, counted from 1. */
    static Duration after(int attempt) {
        return Duration.ofSeconds(attempt >= 5 ? MAX_SECONDS : Math.min(1L << attempt, MAX_SECONDS));
    }
}
