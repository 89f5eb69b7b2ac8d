package io.alerthistory.episode.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;

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

    /**
     * Reads a page.
     *
     * @param fetch reads rows behind a place, in order
     */
    static <R> Uni<Scan<R>> page(AlertFilter filter, @Nullable Place after, int size, Function<R, JsonText> labels,
            Function<R, Place> place, BiFunction<@Nullable Place, Integer, Uni<List<R>>> fetch) {
        if (filter.isExact()) {
            return fetch.apply(after, size + 1).map(rows -> full(rows, size, place));
        }
        return go(filter, after, size, labels, place, fetch, new ArrayList<>(), 0);
    }

    private static <R> Uni<Scan<R>> go(AlertFilter filter, @Nullable Place after, int size, Function<R, JsonText> labels,
            Function<R, Place> place, BiFunction<@Nullable Place, Integer, Uni<List<R>>> fetch, List<R> matches, int scanned) {
        // Expressions are matched beside the event loop, which serves everybody else.
        return fetch.apply(after, PAGE).emitOn(Infrastructure.getDefaultWorkerPool()).flatMap(rows -> {
            rows.stream().filter(row -> filter.matches(labels(labels.apply(row)))).forEach(matches::add);
            if (matches.size() > size || rows.size() < PAGE) {
                return Uni.createFrom().item(full(matches, size, place));
            }
            Place last = place.apply(rows.get(rows.size() - 1));
            return scanned + PAGE >= MAX_SCANNED ? Uni.createFrom().item(new Scan<>(List.copyOf(matches), last, true))
                    : go(filter, last, size, labels, place, fetch, matches, scanned + PAGE);
        });
    }

    private static <R> Scan<R> full(List<R> rows, int size, Function<R, Place> place) {
        return rows.size() <= size ? new Scan<>(List.copyOf(rows), null, false)
                : new Scan<>(List.copyOf(rows.subList(0, size)), place.apply(rows.get(size - 1)), false);
    }

    static Map<String, String> labels(JsonText json) {
        Map<String, String> labels = new TreeMap<>();
        json.tree().properties().forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
        return labels;
    }
}
