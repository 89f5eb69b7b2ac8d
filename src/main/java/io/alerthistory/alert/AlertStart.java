package io.alerthistory.alert;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.NavigableSet;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

import io.alerthistory.time.Micros;

/**
 * A startsAt of an alert. Two within the same microsecond are equal.
 *
 * @param us microseconds since the epoch
 * @param text as in an alert_id: ISO 8601 in UTC, with the digits that were sent
 */
record AlertStart(long us, String text) implements Comparable<AlertStart> {

    static AlertStart of(Instant instant) {
        return new AlertStart(Micros.of(instant), instant.toString());
    }

    /** Parses the text; null when it is not an instant. */
    static @Nullable AlertStart parse(String text) {
        try {
            return of(Instant.parse(text));
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    /** Parses texts that are separated by blanks, without those that are no instants. */
    static NavigableSet<AlertStart> parseAll(String texts) {
        NavigableSet<AlertStart> starts = new TreeSet<>();
        for (String text : texts.split(" ", -1)) {
            AlertStart start = parse(text);
            if (start != null) {
                starts.add(start);
            }
        }
        return starts;
    }

    @Override
    public int compareTo(AlertStart other) {
        return Long.compare(us, other.us);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof AlertStart start && us == start.us;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(us);
    }
}
