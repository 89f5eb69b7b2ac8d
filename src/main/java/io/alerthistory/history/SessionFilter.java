package io.alerthistory.history;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.alerthistory.json.ContentDigest;

/**
 * Which sessions a list shows. Filters combine with AND.
 *
 * @param values the filters that were given, in the order of {@link FilterField}; no text is empty, nor is a list
 */
public record SessionFilter(Map<FilterField, Object> values) {

    /** The longest range of time in which rows are looked through one by one, in microseconds: 31 days. */
    private static final long SHORT_RANGE_US = 31L * 24 * 60 * 60 * 1_000_000;

    public static final SessionFilter NONE = new SessionFilter(Map.of());

    public SessionFilter {
        EnumMap<FilterField, Object> given = new EnumMap<>(FilterField.class);
        values.forEach((field, value) -> given.put(field, field.cast(value)));
        given.values().removeIf(value -> value.equals(List.of()));
        values = Collections.unmodifiableMap(given);
    }

    /** The filter with the value that a function has for each field; null is no filter. */
    public static SessionFilter of(Function<FilterField, @Nullable Object> reader) {
        Map<FilterField, Object> values = new EnumMap<>(FilterField.class);
        for (FilterField field : FilterField.values()) {
            Object value = reader.apply(field);
            if (value != null) {
                values.put(field, value);
            }
        }
        return new SessionFilter(values);
    }

    /** This filter and one more. */
    public SessionFilter with(FilterField field, Object value) {
        return of(each -> each == field ? value : values.get(each));
    }

    /** What is searched for. */
    public @Nullable SearchTerm search() {
        return (SearchTerm) values.get(FilterField.SEARCH);
    }

    /** Inclusive lower bound of started_at_us. */
    public @Nullable Long startDateUs() {
        return (Long) values.get(FilterField.START_DATE_US);
    }

    /** Inclusive upper bound of started_at_us. */
    public @Nullable Long endDateUs() {
        return (Long) values.get(FilterField.END_DATE_US);
    }

    /** A bound of the latest score. */
    public @Nullable Long score(FilterField bound) {
        return (Long) values.get(bound);
    }

    /** Whether it has both ends of a range of time, and a short one. */
    public boolean hasShortRange() {
        Long start = startDateUs();
        Long end = endDateUs();
        return start != null && end != null && end - start <= SHORT_RANGE_US;
    }

    /** Equal filters have equal fingerprints, independent of the order of the states. A cursor contains the fingerprint. */
    String fingerprint() {
        ContentDigest digest = new ContentDigest();
        for (FilterField field : FilterField.values()) {
            Object value = values.get(field);
            if (value != null) {
                digest.add(field.jsonName(), FilterField.digested(value));
            } else if (field == FilterField.STATUS) { // cursors that are in use have it, given or not
                digest.add(field.jsonName(), List.of());
            }
        }
        return digest.hex().substring(0, 16);
    }
}
