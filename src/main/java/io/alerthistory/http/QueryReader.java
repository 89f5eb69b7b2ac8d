package io.alerthistory.http;

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

/** Reads a query's parameters and keeps what is wrong with them, so that it can be told at once. */
public final class QueryReader {

    /** As JSON and OpenAPI write it. Java's parser takes a plus and the digits of any script besides. */
    private static final Pattern INTEGER = Pattern.compile("-?[0-9]{1,19}");

    private final Map<String, List<String>> query;
    private final List<FieldError> errors = new ArrayList<>();

    public QueryReader(Map<String, List<String>> query) {
        this.query = query;
    }

    /** Every value of a parameter, in the order sent. */
    public List<String> all(String name) {
        return query.getOrDefault(name, List.of());
    }

    /** The parameter's first value; null when it was not sent. */
    public @Nullable String first(String name) {
        List<String> values = all(name);
        return values.isEmpty() ? null : values.get(0);
    }

    /** The parameter's first value; null when it was not sent, or empty. */
    public @Nullable String text(String name) {
        String value = first(name);
        return value == null || value.isEmpty() ? null : value;
    }

    /** The parameter's value; the fallback when it was not sent, or is no integer within the bounds. */
    public long integer(String name, long least, long greatest, long fallback) {
        String text = first(name);
        if (text == null) {
            return fallback;
        }
        if (INTEGER.matcher(text).matches()) {
            try {
                long value = Long.parseLong(text);
                if (value >= least && value <= greatest) {
                    return value;
                }
            } catch (NumberFormatException tooLarge) { // told below
            }
        }
        refuse(name, "must be an integer from " + least + " to " + greatest);
        return fallback;
    }

    /** The parameter's value in any of the spellings that Tarsy takes; false when it was not sent, or is none of them. */
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
     * Refuses every value that has a character no database can hold.
     *
     * @param unstored parameters that no database is asked about
     */
    public void refuseUnstorable(String... unstored) {
        query.forEach((name, values) -> values.forEach(value -> {
            String defect = Strings.defect(value);
            if (defect != null && !List.of(unstored).contains(name)) {
                refuse(name, defect);
            }
        }));
    }

    /** Keeps what is wrong with a parameter. */
    public void refuse(String name, String defect) {
        errors.add(FieldError.parameter(name, defect));
    }

    /** Throws a {@link ProblemException} that names every broken parameter, if there is any. */
    public void check() {
        if (!errors.isEmpty()) {
            throw ProblemException.invalidParameters(errors);
        }
    }
}
