package io.alerthistory.episode.read;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import io.alerthistory.episode.statistics.DayFigures;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;

/**
 * How long groups of alerts were held back by silences and inhibitions: on whole days the stored sums, and where these do not
 * have it, and in parts of days, from what was seen.
 */
@ApplicationScoped
class HeldTimes {

    private final StatisticsStore statistics;
    private final AlertReadStore alerts;

    HeldTimes(StatisticsStore statistics, AlertReadStore alerts) {
        this.statistics = statistics;
        this.alerts = alerts;
    }

    /**
     * The time of groups beside the stored sums.
     *
     * @param byKey in microseconds; groups without any are missing; null when there is too much to look at
     * @param told the groups that have a source which ever told of a silence or an inhibition
     */
    record Held(@Nullable Map<String, Long> byKey, Set<String> told) {

        /** The time in microseconds; null when nobody tells of it. */
        @Nullable
        Long us(String key, DayFigures sums) {
            if (byKey == null) {
                return null;
            }
            long us = byKey.getOrDefault(key, 0L) + sums.held().us();
            return us == 0 && !told.contains(key) ? null : Long.valueOf(us);
        }
    }

    /**
     * Measures a window.
     *
     * @param sums of the groups in the window
     */
    Uni<Held> in(GroupQuery query, TimeWindow window, Map<String, DayFigures> sums, long nowUs) {
        return suppressed(query, WindowSums.Parts.of(window, nowUs), sums)
                .flatMap(rows -> statistics.told(query, window).flatMap(told -> held(rows, told, nowUs)));
    }

    private Uni<List<GroupSuppressed>> suppressed(GroupQuery query, WindowSums.Parts parts, Map<String, DayFigures> sums) {
        List<Uni<List<GroupSuppressed>>> reads = new ArrayList<>(
                parts.edges().stream().map(edge -> statistics.suppressed(query, edge)).toList());
        if (sums.values().stream().anyMatch(group -> group.held().unsettled() > 0)) {
            reads.add(statistics.unsettled(query, parts.fromDay(), parts.toDay()));
        }
        return Multi.createFrom().iterable(reads).onItem().transformToUniAndConcatenate(read -> read).collect().asList()
                .map(lists -> lists.stream().flatMap(List::stream).toList());
    }

    private Uni<Held> held(List<GroupSuppressed> rows, Set<String> told, long nowUs) {
        return rows.size() > StatisticsStore.MAX_SUPPRESSED ? Uni.createFrom().item(new Held(null, told))
                : Suppressions.of(rows.stream().map(GroupSuppressed::suppressed).toList(), alerts)
                        .emitOn(Infrastructure.getDefaultWorkerPool())
                        .map(suppressions -> new Held(byKey(rows, suppressions, nowUs), told));
    }

    private static Map<String, Long> byKey(List<GroupSuppressed> rows, Suppressions suppressions, long nowUs) {
        Map<Long, String> keys = new HashMap<>();
        rows.forEach(row -> keys.put(row.suppressed().alertId(), row.key()));
        Map<String, Long> byKey = new HashMap<>();
        suppressions.episodes(nowUs).forEach(
                episode -> byKey.merge(keys.getOrDefault(episode.alertId(), ""), episode.us(), Long::sum));
        return byKey;
    }
}
