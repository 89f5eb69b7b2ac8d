package io.alerthistory.http;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.alerthistory.error.FieldError;
import io.alerthistory.error.ProblemException;
import io.alerthistory.json.JsonName;
import io.alerthistory.json.Strings;
import io.alerthistory.time.Micros;

/** Parses query parameters and collects the errors, so that one response reports all of them. */
public final class QueryReader {

    /** The syntax of JSON and OpenAPI. Java's parser also accepts a plus sign and the digits of other scripts. */
    private static final Pattern INTEGER = Pattern.compile("-?[0-9]{1,19}");

    /** Parameters that a response names as unknown. */
    private static final int MAX_UNKNOWN = 10;

    private final Map<String, List<String>> query;
    private final List<FieldError> errors = new ArrayList<>();

    public QueryReader(Map<String, List<String>> query) {
        this.query = query;
    }

    /**
     * Reads the query of a route that refuses what it does not know: a filter with a misspelt name would find everything.
     *
     * @param known the names of all parameters of the route
     */
    public static QueryReader ofKnown(Map<String, List<String>> query, Set<String> known) {
        QueryReader reader = new QueryReader(query);
        query.keySet().stream().filter(name -> !known.contains(name)).sorted().limit(MAX_UNKNOWN)
                .forEach(name -> reader.refuse(name, "is no parameter of this route"
                        + (known.isEmpty() ? "" : "; it has " + String.join(", ", new TreeSet<>(known)))));
        return reader;
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
        return integer(name, min, max, fallback, "must be an integer from " + min + " to " + max);
    }

    /** The same with what is wrong about other values. */
    public long integer(String name, long min, long max, long fallback, String defect) {
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
        refuse(name, defect);
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

    /** The value of a parameter that is one of some names; the fallback when it was not sent, or is none of them. */
    public <E extends Enum<E> & JsonName> E one(String name, E[] values, E fallback) {
        String text = text(name);
        if (text == null) {
            return fallback;
        }
        return Arrays.stream(values).filter(value -> value.jsonName().equals(text)).findFirst().orElseGet(() -> {
            refuse(name, "must be one of " + Arrays.stream(values).map(JsonName::jsonName).collect(Collectors.joining(", ")));
            return fallback;
        });
    }

    /** Refuses values of a repeatable parameter that are none of some names. */
    public <E extends Enum<E> & JsonName> void each(String name, E[] values) {
        Set<String> names = Arrays.stream(values).map(JsonName::jsonName).collect(Collectors.toCollection(LinkedHashSet::new));
        if (!names.containsAll(all(name).stream().filter(value -> !value.isEmpty()).toList())) {
            refuse(name, "must be one of " + String.join(", ", names));
        }
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
