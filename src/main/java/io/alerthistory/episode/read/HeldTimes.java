package io.alerthistory.episode.read;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;

/** How long the episodes of groups of alerts were held back by silences and inhibitions. */
@ApplicationScoped
class HeldTimes {

    private final StatisticsStore statistics;
    private final AlertReadStore alerts;

    HeldTimes(StatisticsStore statistics, AlertReadStore alerts) {
        this.statistics = statistics;
        this.alerts = alerts;
    }

    /**
     * The time of groups.
     *
     * @param byKey in microseconds; groups without any are missing
     * @param told the groups that have a source which ever told of a silence or an inhibition
     */
    record Held(Map<String, Long> byKey, Set<String> told) {

        private static final Held UNKNOWN = new Held(Map.of(), Set.of());

        /** The time in microseconds; null when nobody tells of it. */
        @Nullable
        Long us(String key) {
            Long us = byKey.get(key);
            return us == null && told.contains(key) ? Long.valueOf(0) : us;
        }
    }

    /** Measures a window. Nothing is known when there are too many silences and inhibitions to look at. */
    Uni<Held> in(GroupQuery query, TimeWindow window, long nowUs) {
        return statistics.suppressed(query, window)
                .flatMap(rows -> rows.size() > StatisticsStore.MAX_SUPPRESSED ? Uni.createFrom().item(Held.UNKNOWN)
                        : statistics.told(query, window).flatMap(told -> held(rows, told, nowUs)));
    }

    private Uni<Held> held(List<GroupSuppressed> rows, Set<String> told, long nowUs) {
        List<Suppressed> suppressed = rows.stream().map(GroupSuppressed::suppressed).toList();
        List<Inhibitor.Asked> asked = Suppressions.asked(suppressed);
        return (asked.isEmpty() ? Uni.createFrom().item(List.<Inhibitor> of()) : alerts.inhibitors(asked))
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(inhibitors -> new Held(byKey(rows, new Suppressions(suppressed, inhibitors), nowUs), told));
    }

    private static Map<String, Long> byKey(List<GroupSuppressed> rows, Suppressions suppressions, long nowUs) {
        Map<Long, String> keys = new HashMap<>();
        rows.forEach(row -> keys.put(row.suppressed().alertId(), row.key()));
        Map<String, Long> byKey = new HashMap<>();
        suppressions.heldUs(nowUs)
                .forEach((alertId, us) -> byKey.merge(keys.getOrDefault(alertId, ""), us, Long::sum));
        return byKey;
    }
}
