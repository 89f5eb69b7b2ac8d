package io.alerthistory.start;

import java.time.Duration;

/** How long to wait between attempts: 2, 4, 8, 16, then 30 seconds, for 30 attempts. */
final class Backoff {

    static final int ATTEMPTS = 30;

    private static final int LONGEST_SECONDS = 30;

    private Backoff() {
    }

    /** The wait after an attempt, counted from 1. */
    static Duration after(int attempt) {
        return Duration.ofSeconds(attempt >= 5 ? LONGEST_SECONDS : Math.min(1L << attempt, LONGEST_SECONDS));
    }
}
