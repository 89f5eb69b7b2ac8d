package io.alerthistory.episode.statistics;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * How often each of some numbers occurred. The sum of two of them is exact, so percentiles of many days are, too.
 * Stored as a text, as {@code 15 60*3 300}.
 *
 * @param byNumber the number of occurrences, none of them 0; negative in what is to be taken away
 */
public record Counts(SortedMap<Long, Long> byNumber) {

    public static final Counts NONE = new Counts(new TreeMap<>());

    private static final char TIMES = '*';
    private static final char SEPARATOR = ' ';
    private static final int DECIMAL = 10;

    public Counts {
        byNumber = Collections.unmodifiableSortedMap(byNumber);
    }

    /** Reads the stored form, or several of them with commas between. */
    public static Counts parse(String text) {
        SortedMap<Long, Long> counts = new TreeMap<>();
        int end = -1;
        while (end < text.length()) {
            int start = end + 1;
            int times = -1;
            for (end = start; end < text.length() && text.charAt(end) != SEPARATOR && text.charAt(end) != ','; end++) {
                times = text.charAt(end) == TIMES ? end : times;
            }
            if (end > start) {
                counts.merge(Long.parseLong(text, start, times < 0 ? end : times, DECIMAL),
                        times < 0 ? 1L : Long.parseLong(text, times + 1, end, DECIMAL), Long::sum);
            }
        }
        return new Counts(counts);
    }

    /** Counts numbers. */
    static Counts of(Iterable<Long> numbers) {
        SortedMap<Long, Long> counts = new TreeMap<>();
        numbers.forEach(number -> counts.merge(number, 1L, Long::sum));
        return new Counts(counts);
    }

    /** Adds all of them at once. */
    public static Counts sum(Iterable<Counts> parts) {
        SortedMap<Long, Long> sum = new TreeMap<>();
        parts.forEach(part -> part.byNumber.forEach((number, count) -> sum.merge(number, count, Counts::add)));
        return new Counts(sum);
    }

    /** Null of 0: what is taken away altogether is not there. */
    private static @Nullable Long add(long count, long other) {
        return count + other == 0 ? null : Long.valueOf(count + other);
    }

    /** The same numbers, each so many times as often. */
    public Counts times(long factor) {
        SortedMap<Long, Long> counts = new TreeMap<>();
        byNumber.forEach((number, count) -> counts.put(number, count * factor));
        return factor == 1 ? this : new Counts(counts);
    }

    /** The stored form. */
    public String text() {
        return byNumber.entrySet().stream().map(Counts::item).collect(Collectors.joining(String.valueOf(SEPARATOR)));
    }

    private static String item(Map.Entry<Long, Long> entry) {
        return entry.getValue() == 1 ? entry.getKey().toString() : entry.getKey() + String.valueOf(TIMES) + entry.getValue();
    }

    /** How many numbers there are, equal ones each counted. */
    public long total() {
        return byNumber.values().stream().mapToLong(Long::longValue).sum();
    }

    /**
     * The discrete percentile: the least number that is at least as large as so many percent of all. Null of none.
     *
     * @param percent from 1 to 100
     */
    public @Nullable Long percentile(int percent) {
        long rank = -Math.floorDiv(-total() * percent, 100L);
        long seen = 0;
        for (Map.Entry<Long, Long> entry : byNumber.entrySet()) {
            seen += entry.getValue();
            if (seen >= rank) {
                return entry.getKey();
            }
        }
        return null;
    }
}
