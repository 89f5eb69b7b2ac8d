package io.alerthistory.http.body;

import java.time.Duration;

/**
 * Distinguishes a slow client from a stalled one: after a grace period, the bytes must have arrived at a minimum
 * average rate.
 *
 * @param grace the time before the rate applies
 * @param bytesPerSecond the average since the start
 */
public record MinimumRate(Duration grace, long bytesPerSecond) {

    /** A rate that every working client reaches. */
    public static final MinimumRate OF_BODY = new MinimumRate(Duration.ofSeconds(5), 1024);

    /** Whether the number of bytes in the given time is below the rate. */
    public boolean isMissed(long bytes, Duration time) {
        Duration counted = time.minus(grace);
        return !counted.isNegative() && bytes < bytesPerSecond * counted.toMillis() / 1000;
    }
}
