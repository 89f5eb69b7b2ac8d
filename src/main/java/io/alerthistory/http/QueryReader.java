package io.alerthistory.http;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import io.alerthistory.error.FieldError;
import io.alerthistory.error.ProblemException;
import io.alerthistory.json.Strings;
import io.alerthistory.time.Micros;

/** Parses query parameters and collects the errors, so that one response reports all of them. */
public final class QueryReader {

    /** The syntax of JSON and OpenAPI. Java's parser also accepts a plus sign and the digits of other scripts. */
    private static final Pattern INTEGER = Pattern.compile("-?[0-9]{1,19}");

    private final Map<String, List<String>> query;
    private final List<FieldError> errors = new ArrayList<>();

    public QueryReader(Map<String, List<String>> query) {
        this.query = query;
    }

    /** All values of a parameter, in order. */
    public List<String> all(String name) {
        return query.getOrDefault(name, List.of());
    }

    /** The first value of a parameter; null when it was not sent. */
    public @Nullable String first(String name) {
        List<String> values = all(name);
        return values.isEmpty() ? null : values.get(0);
    }

    /** The first value of a parameter; null when it was not sent or is empty. */
    public @Nullable String text(String name) {
        String value = first(name);
        return value == null || value.isEmpty() ? null : value;
    }

    /**
     * The value of a parameter; the fallback when it was not sent, or is not an integer from {@code min} to {@code
     * max}.
     */
    public long integer(String name, long min, long max, long fallback) {
        String text = first(name);
        if (text == null) {
            return fallback;
        }
        if (INTEGER.matcher(text).matches()) {
            try {
                long value = Long.parseLong(text);
                if (value >= min && value <= max) {
                    return value;
                }
            } catch (NumberFormatException tooLarge) { // reported below
            }
        }
        refuse(name, "must be an integer from " + min + " to " + max);
        return fallback;
    }

    /**
     * The instant of a parameter, in microseconds since the epoch: such a number, or a time of RFC 3339. Null when it
     * was not sent, or is neither.
     */
    public @Nullable Long instant(String name) {
        String text = text(name);
        if (text == null) {
            return null;
        }
        try {
            long us = INTEGER.matcher(text).matches() ? Long.parseLong(text)
                    : Micros.of(OffsetDateTime.parse(text).toInstant());
            if (us >= 0 && us <= Micros.MAX) {
                return us;
            }
        } catch (NumberFormatException | DateTimeException | ArithmeticException malformed) { // reported below
        }
        refuse(name, "must be a time of RFC 3339, as 2026-01-31T12:00:00Z with %2B for a plus sign, or microseconds since the"
                + " epoch from 0 to " + Micros.MAX);
        return null;
    }

    /** The value of a parameter in any of the notations that Tarsy accepts; false when it was not sent or is invalid. */
    public boolean flag(String name) {
        String text = Objects.requireNonNullElse(first(name), "false");
        switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "t", "yes", "y", "on", "1" -> {
                return true;
            }
            case "false", "f", "no", "n", "off", "0" -> {
                return false;
            }
            default -> {
                refuse(name, "must be true or false");
                return false;
            }
        }
    }

    /**
     * Refuses every value with a character that no database can store.
     *
     * @param unstored the parameters that are not used in statements
     */
    public void refuseUnstorable(String... unstored) {
        query.forEach((name, values) -> values.forEach(value -> {
            String defect = Strings.defect(value);
            if (defect != null && !List.of(unstored).contains(name)) {
                refuse(name, defect);
            }
        }));
    }

    /** Adds an error about a parameter. */
    public void refuse(String name, String defect) {
        errors.add(FieldError.parameter(name, defect));
    }

    /** Throws a {@link ProblemException} with all errors, if there are any. */
    public void check() {
        if (!errors.isEmpty()) {
            throw ProblemException.invalidParameters(errors);
        }
    }
}
