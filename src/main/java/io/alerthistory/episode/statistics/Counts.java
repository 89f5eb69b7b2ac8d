package io.alerthistory.episode.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * How often each of some numbers occurred. The sum of two of them is exact, so percentiles of many days are, too.
 * Stored as a text, as {@code 15 60*3 300}.
 */
public final class Counts {

    public static final Counts NONE = new Counts(new long[0], new long[0]);

    private static final char TIMES = '*';
    private static final char SEPARATOR = ' ';
    private static final char TEXTS = ',';
    private static final int DECIMAL = 10;

    private final long[] numbers;
    private final long[] counts;

    /**
     * Takes sorted numbers.
     *
     * @param counts none of them 0; negative in what is to be taken away
     */
    private Counts(long[] numbers, long[] counts) {
        this.numbers = numbers;
        this.counts = counts;
    }

    /** Takes a number and how often it occurred. */
    @FunctionalInterface
    public interface Visitor {

        void visit(long number, long count);
    }

    /** Reads the stored form, or several of them with commas between. */
    public static Counts parse(String text) {
        Sum sum = new Sum();
        for (int from = 0; from < text.length();) {
            int comma = text.indexOf(TEXTS, from);
            int to = comma < 0 ? text.length() : comma;
            parse(text, from, to, sum);
            from = to + 1;
        }
        return sum.all();
    }

    private static void parse(String text, int from, int to, Sum sum) {
        int max = 1;
        for (int i = from; i < to; i++) {
            max += text.charAt(i) == SEPARATOR ? 1 : 0;
        }
        long[] numbers = new long[max];
        long[] counts = new long[max];
        int size = 0;
        for (int start = from; start < to;) {
            int end = start;
            int times = -1;
            for (; end < to && text.charAt(end) != SEPARATOR; end++) {
                times = text.charAt(end) == TIMES ? end : times;
            }
            if (end > start) {
                numbers[size] = Long.parseLong(text, start, times < 0 ? end : times, DECIMAL);
                counts[size++] = times < 0 ? 1 : Long.parseLong(text, times + 1, end, DECIMAL);
            }
            start = end + 1;
        }
        addRuns(numbers, counts, size, sum);
    }

    /** Numbers that ascend are one run; there is usually no other. */
    private static void addRuns(long[] numbers, long[] counts, int size, Sum sum) {
        int start = 0;
        for (int i = 1; i <= size; i++) {
            if (i == size || numbers[i] <= numbers[i - 1]) {
                sum.add(new Counts(Arrays.copyOfRange(numbers, start, i), Arrays.copyOfRange(counts, start, i)));
                start = i;
            }
        }
    }

    /** Counts numbers. */
    static Counts of(Iterable<Long> all) {
        SortedMap<Long, Long> counts = new TreeMap<>();
        all.forEach(number -> counts.merge(number, 1L, Long::sum));
        return new Counts(counts.keySet().stream().mapToLong(Long::longValue).toArray(),
                counts.values().stream().mapToLong(Long::longValue).toArray());
    }

    /** Adds all of them. */
    public static Counts sum(Iterable<Counts> parts) {
        Sum sum = new Sum();
        parts.forEach(sum::add);
        return sum.all();
    }

    /** What is taken away altogether is not there. */
    private Counts plus(Counts other) {
        int max = numbers.length + other.numbers.length;
        long[] sums = new long[max];
        long[] times = new long[max];
        int size = 0;
        for (int i = 0, j = 0; i < numbers.length || j < other.numbers.length;) {
            boolean mine = j == other.numbers.length || (i < numbers.length && numbers[i] <= other.numbers[j]);
            boolean both = mine && j < other.numbers.length && numbers[i] == other.numbers[j];
            sums[size] = mine ? numbers[i] : other.numbers[j];
            times[size] = (mine ? counts[i] : 0) + (mine && !both ? 0 : other.counts[j]);
            size += times[size] == 0 ? 0 : 1;
            i += mine ? 1 : 0;
            j += mine && !both ? 0 : 1;
        }
        return new Counts(Arrays.copyOf(sums, size), Arrays.copyOf(times, size));
    }

    /** The same numbers, each so many times as often. */
    public Counts times(long factor) {
        return factor == 1 ? this : new Counts(numbers, Arrays.stream(counts).map(count -> count * factor).toArray());
    }

    /** Shows each number, the least first. */
    public void forEach(Visitor visitor) {
        for (int i = 0; i < numbers.length; i++) {
            visitor.visit(numbers[i], counts[i]);
        }
    }

    /** The stored form. */
    public String text() {
        StringBuilder text = new StringBuilder();
        forEach((number, count) -> {
            text.append(text.isEmpty() ? "" : SEPARATOR).append(number);
            if (count != 1) {
                text.append(TIMES).append(count);
            }
        });
        return text.toString();
    }

    /** How many numbers there are, equal ones each counted. */
    public long total() {
        return Arrays.stream(counts).sum();
    }

    /**
     * The discrete percentile: the least number that is at least as large as so many percent of all. Null of none.
     *
     * @param percent from 1 to 100
     */
    public @Nullable Long percentile(int percent) {
        long rank = -Math.floorDiv(-total() * percent, 100L);
        long seen = 0;
        for (int i = 0; i < numbers.length; i++) {
            seen += counts[i];
            if (seen >= rank) {
                return numbers[i];
            }
        }
        return null;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Counts that && Arrays.equals(numbers, that.numbers) && Arrays.equals(counts, that.counts);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(numbers) * 31 + Arrays.hashCode(counts);
    }

    @Override
    public String toString() {
        return text();
    }

    /** Adds small ones to small ones, so that few numbers are looked at often, and each is in memory a few times at most. */
    private static final class Sum {

        private final List<Counts> parts = new ArrayList<>();

        void add(Counts part) {
            Counts last = part;
            while (!parts.isEmpty() && parts.get(parts.size() - 1).numbers.length <= 2 * last.numbers.length) {
                last = parts.remove(parts.size() - 1).plus(last);
            }
            parts.add(last);
        }

        Counts all() {
            Counts all = NONE;
            for (int i = parts.size() - 1; i >= 0; i--) {
                all = parts.get(i).plus(all);
            }
            return all;
        }
    }
}
