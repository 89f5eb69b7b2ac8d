package io.alerthistory.ingest;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;

import org.jspecify.annotations.Nullable;

import io.alerthistory.error.ProblemException;
import io.alerthistory.time.Micros;

/** Reads instants as Go writes them. */
final class SentTime {

    /** Go's zero time, which is sent when a time is not set. */
    private static final Instant UNSET = Instant.parse("0001-01-01T00:00:00Z");

    private SentTime() {
    }

    /**
     * Reads an instant.
     *
     * @return microseconds since the epoch; null when the member is absent, empty or the zero time
     * @throws ProblemException when it is no instant between the years 1970 and 9999
     */
    static @Nullable Long of(SentObject object, String name) {
        if (!object.has(name) || "".equals(object.text(name))) {
            return null;
        }
        Instant instant = parse(object.textOrEmpty(name), name);
        if (instant.equals(UNSET)) {
            return null;
        }
        if (instant.getEpochSecond() < 0 || instant.getEpochSecond() > Micros.MAX / 1_000_000) {
            throw SentObject.invalid(name + " must be between the years 1970 and 9999");
        }
        return Micros.of(instant);
    }

    /**
     * The same for a member that must be there.
     *
     * @throws ProblemException also when it is absent
     */
    static long required(SentObject object, String name) {
        Long sent = of(object, name);
        if (sent == null) {
            throw SentObject.invalid(name + " is required and must be an instant in the format of RFC 3339");
        }
        return sent;
    }

    private static Instant parse(String text, String name) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            throw SentObject.invalid(name + " must be an instant in the format of RFC 3339");
        }
    }
}
