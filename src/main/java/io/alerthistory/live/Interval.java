package io.alerthistory.live;

import java.time.Duration;
import java.time.Instant;

/** The rest of an interval. A clock that was set back does not make it longer. */
final class Interval {

    private Interval() {
    }

    /**
     * How long until an interval has passed.
     *
     * @param since its begin; {@link Instant#MIN} for one that has passed
     * @return at most the interval; zero when it has passed, and when the begin is in the future
     */
    static Duration left(Instant since, Instant now, Duration interval) {
        if (since.equals(Instant.MIN) || now.isBefore(since)) {
            return Duration.ZERO;
        }
        Duration left = interval.minus(Duration.between(since, now));
        return left.isNegative() ? Duration.ZERO : left;
    }
}
