package io.alerthistory.episode.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;

import org.jspecify.annotations.Nullable;

import io.alerthistory.json.JsonText;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;

/**
 * A page of the rows that a filter lets through. What the database cannot decide is decided here, on pages of rows, up
 * to a bound: then the page is partial, and the next one goes on.
 *
 * @param rows at most the page's size
 * @param next where the next page goes on; null when this is the last one
 */
record Scan<R>(List<R> rows, @Nullable Place next, boolean partial) {

    private static final int PAGE = 500;
    private static final int MAX_SCANNED = 10_000;
    private static final int MAX_FETCHES = 100;

    /**
     * What a page has cost. The database makes as many rows as it is asked for, and sends no more than have so much text: where
     * they are large, it is asked for fewer.
     *
     * @param ask the rows to ask for next
     */
    private record Effort(int ask, int scanned, int fetches) {

        Effort after(int rows, boolean isCut) {
            return new Effort(isCut ? Math.min(PAGE, 2 * rows) : PAGE, scanned + rows, fetches + 1);
        }

        boolean isEnough() {
            return scanned >= MAX_SCANNED || fetches >= MAX_FETCHES;
        }
    }

    /** A row that a scan reads. */
    interface Row {

        JsonText labels();

        Place place();

        /** Whether the rows end here because they have as much text as is read at once. */
        boolean isCut();

        /** Whether there may be rows behind these although they are fewer than was asked for. */
        static boolean areCut(List<? extends Row> rows) {
            return !rows.isEmpty() && rows.get(rows.size() - 1).isCut();
        }
    }

    /**
     * Reads a page.
     *
     * @param fetch reads rows behind a place, in order
     */
    static <R extends Row> Uni<Scan<R>> page(AlertFilter filter, @Nullable Place after, int size,
            BiFunction<@Nullable Place, Integer, Uni<List<R>>> fetch) {
        if (filter.isExact()) {
            return fetch.apply(after, size + 1).map(rows -> full(rows, size, Row.areCut(rows)));
        }
        return go(filter, after, size, fetch, new ArrayList<>(), new Effort(PAGE, 0, 0));
    }

    private static <R extends Row> Uni<Scan<R>> go(AlertFilter filter, @Nullable Place after, int size,
            BiFunction<@Nullable Place, Integer, Uni<List<R>>> fetch, List<R> matches, Effort effort) {
        // Expressions are matched beside the event loop, which serves everybody else.
        return fetch.apply(after, effort.ask()).emitOn(Infrastructure.getDefaultWorkerPool()).flatMap(rows -> {
            rows.stream().filter(row -> filter.matches(labels(row.labels()))).forEach(matches::add);
            boolean isCut = Row.areCut(rows);
            if (matches.size() > size || (rows.size() < effort.ask() && !isCut)) {
                return Uni.createFrom().item(full(matches, size, false));
            }
            Place last = rows.get(rows.size() - 1).place();
            Effort next = effort.after(rows.size(), isCut);
            // What matches is held until the page is there: large rows make a short page.
            return next.isEnough() || (isCut && !matches.isEmpty())
                    ? Uni.createFrom().item(new Scan<>(List.copyOf(matches), last, true))
                    : go(filter, last, size, fetch, matches, next);
        });
    }

    private static <R extends Row> Scan<R> full(List<R> rows, int size, boolean isCut) {
        List<R> shown = rows.size() <= size ? rows : rows.subList(0, size);
        Place next = rows.size() > size || isCut ? shown.get(shown.size() - 1).place() : null;
        return new Scan<>(List.copyOf(shown), next, false);
    }

    static Map<String, String> labels(JsonText json) {
        Map<String, String> labels = new TreeMap<>();
        json.tree().properties().forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
        return labels;
    }
}
