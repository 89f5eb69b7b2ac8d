package io.alerthistory.http.page;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

import io.alerthistory.time.Micros;

/**
 * A time. A page shows it in UTC, and its script in the zone of the browser.
 *
 * @param iso for scripts
 * @param text to the second
 * @param exact to the microsecond
 * @param field for a field of a date and a time, to the minute
 */
public record Moment(String iso, String text, String exact, String field) {

    private static final DateTimeFormatter SHOWN = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private static final DateTimeFormatter FIELD = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /**
     * Makes a time for a page.
     *
     * @param us microseconds since the epoch
     */
    public static Moment of(long us) {
        Instant instant = Micros.instant(us);
        return new Moment(instant.truncatedTo(ChronoUnit.MILLIS).toString(), SHOWN.format(instant),
                instant.toString().replace("T", " ").replace("Z", " UTC"),
                FIELD.format(instant));
    }

    /**
     * A time of a field of a date and a time, in microseconds since the epoch.
     *
     * @throws DateTimeException when it is no time
     */
    public static long us(String field) {
        return Micros.of(LocalDateTime.parse(field).toInstant(ZoneOffset.UTC));
    }
}
