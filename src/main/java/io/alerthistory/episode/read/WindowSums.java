package io.alerthistory.episode.read;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import io.alerthistory.episode.statistics.Counts;
import io.alerthistory.episode.statistics.DayFigures;
import io.alerthistory.episode.statistics.Definitions;
import io.alerthistory.episode.statistics.EpisodeFacts;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;

/**
 * Sums of a window: those of its whole days in UTC are stored, and those of the parts of days at its ends are made of the
 * episodes themselves.
 */
@ApplicationScoped
class WindowSums {

    private final StatisticsStore store;

    WindowSums(StatisticsStore store) {
        this.store = store;
    }

    /** The days that a window has as a whole, and the parts of days before and behind them. */
    record Parts(int fromDay, int toDay, List<TimeWindow> edges) {

        /** Nothing starts after now, so the day of an end behind it is a whole one. */
        static Parts of(TimeWindow window, long nowUs) {
            long from = -Math.floorDiv(-window.fromUs(), Definitions.DAY_US);
            long to = window.toUs() > nowUs ? -Math.floorDiv(-window.toUs(), Definitions.DAY_US)
                    : Math.floorDiv(window.toUs(), Definitions.DAY_US);
            if (from >= to) {
                return new Parts(0, 0, List.of(window));
            }
            List<TimeWindow> edges = new ArrayList<>();
            if (window.fromUs() < Definitions.startOf(from)) {
                edges.add(new TimeWindow(window.fromUs(), Definitions.startOf(from)));
            }
            if (window.toUs() > Definitions.startOf(to)) {
                edges.add(new TimeWindow(Definitions.startOf(to), window.toUs()));
            }
            return new Parts(Math.toIntExact(from), Math.toIntExact(to), edges);
        }

        boolean hasDays() {
            return fromDay < toDay;
        }
    }

    /**
     * The sums of each group.
     *
     * @param max the maximum number of groups that are read
     * @param nowUs microseconds since the epoch
     * @return without the durations of whole days
     */
    Uni<Map<String, DayFigures>> of(GroupQuery query, TimeWindow window, int max, long nowUs) {
        Parts parts = Parts.of(window, nowUs);
        Uni<List<GroupFigures>> days = parts.hasDays() ? store.sums(query, parts.fromDay, parts.toDay, max)
                : Uni.createFrom().item(List.of());
        return days.flatMap(stored -> edges(query, parts).map(ends -> sums(stored, ends)));
    }

    private static Map<String, DayFigures> sums(List<GroupFigures> days, List<GroupFigures> edges) {
        Map<String, List<DayFigures>> parts = new LinkedHashMap<>();
        Stream.concat(days.stream(), edges.stream()).forEach(
                group -> parts.computeIfAbsent(group.key(), key -> new ArrayList<>()).add(group.figures()));
        Map<String, DayFigures> sums = new LinkedHashMap<>();
        parts.forEach((key, figures) -> sums.put(key, DayFigures.sum(figures)));
        return sums;
    }

    /** Adds the durations of whole days; there are none when there are too many. */
    Uni<Map<String, DayFigures>> withDurations(GroupQuery query, TimeWindow window, Map<String, DayFigures> sums, long nowUs) {
        Parts parts = Parts.of(window, nowUs);
        if (!parts.hasDays() || sums.isEmpty()) {
            return Uni.createFrom().item(sums);
        }
        if (sums.values().stream().mapToLong(group -> group.tally().toldEnds()).sum() > StatisticsStore.MAX_DURATIONS) {
            return Uni.createFrom().item(with(sums, group -> Counts.NONE));
        }
        return store.durations(query, parts.fromDay, parts.toDay).emitOn(Infrastructure.getDefaultWorkerPool()).map(rows -> {
            Map<String, Counts> durations = new HashMap<>();
            rows.forEach(row -> durations.put(row.key(), row.figures().durations()));
            return with(sums, key -> Counts.sum(List.of(durations.getOrDefault(key, Counts.NONE),
                    sums.getOrDefault(key, DayFigures.NONE).durations())));
        });
    }

    private static Map<String, DayFigures> with(Map<String, DayFigures> sums, Function<String, Counts> durations) {
        Map<String, DayFigures> with = new LinkedHashMap<>(sums);
        with.replaceAll((key, group) -> group.withDurations(durations.apply(key)));
        return with;
    }

    private Uni<List<GroupFigures>> edges(GroupQuery query, Parts parts) {
        return Multi.createFrom().iterable(parts.edges).onItem()
                .transformToUniAndConcatenate(edge -> store.episodes(query, edge)
                        .emitOn(Infrastructure.getDefaultWorkerPool()).map(rows -> fold(rows, edge)))
                .collect().asList().map(lists -> lists.stream().flatMap(List::stream).toList());
    }

    private static List<GroupFigures> fold(List<GroupEpisode> rows, TimeWindow window) {
        Map<Long, List<EpisodeFacts>> episodes = new LinkedHashMap<>();
        Map<Long, String> keys = new HashMap<>();
        rows.forEach(row -> {
            episodes.computeIfAbsent(row.alertId(), id -> new ArrayList<>()).add(row.facts());
            keys.put(row.alertId(), row.key());
        });
        return episodes.entrySet().stream()
                .map(alert -> new GroupFigures(keys.getOrDefault(alert.getKey(), ""),
                        DayFigures.of(alert.getValue(), window.fromUs(), window.toUs())))
                .filter(group -> !group.figures().isEmpty()).toList();
    }
}
