package io.alerthistory.time;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Conversions to microseconds since the Unix epoch, the unit of the API and the database. */
public final class Micros {

    /** 9999-12-31T23:59:59.999999Z. The sum of two such values does not overflow. */
    public static final long MAX = 253_402_300_799_999_999L;

    private Micros() {
    }

    public static long now(Clock clock) {
        return of(clock.instant());
    }

    /** The time of a clock minus a duration of at most 292 years. */
    public static long before(Clock clock, Duration time) {
        return now(clock) - time.toNanos() / 1000;
    }

    public static Instant instant(long us) {
        return Instant.EPOCH.plus(us, ChronoUnit.MICROS);
    }

    public static long of(Instant instant) {
        return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), 1_000_000L), instant.getNano() / 1000);
    }
}
