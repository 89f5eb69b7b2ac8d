package io.alerthistory.http.body;

import java.time.Duration;

/**
 * Tells a slow client from a stalled one: after a grace period, the bytes must have arrived at a minimum rate.
 *
 * @param grace how long nothing is asked of the client
 * @param bytesPerSecond the average since the start
 */
public record MinimumRate(Duration grace, long bytesPerSecond) {

    /** What every client reaches that is still at work. */
    public static final MinimumRate OF_BODY = new MinimumRate(Duration.ofSeconds(5), 1024);

    /** Whether so few bytes in such a time are too few. */
    public boolean isMissed(long bytes, Duration time) {
        Duration counted = time.minus(grace);
        return !counted.isNegative() && bytes < bytesPerSecond * counted.toMillis() / 1000;
    }
}
