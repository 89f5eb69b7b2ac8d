package io.alerthistory.episode.read;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import io.smallrye.mutiny.Uni;

/** How long the episodes of groups of alerts were held back by silences and inhibitions. */
@ApplicationScoped
class HeldTimes {

    private final StatisticsStore statistics;
    private final AlertReadStore alerts;

    HeldTimes(StatisticsStore statistics, AlertReadStore alerts) {
        this.statistics = statistics;
        this.alerts = alerts;
    }

    /** The time of each group in microseconds; groups without any are missing. */
    record Held(Map<String, Long> byKey) {

        long us(String key) {
            return byKey.getOrDefault(key, 0L);
        }
    }

    /** Measures a window. Null when nobody tells of silences and inhibitions, or there are too many to look at. */
    Uni<@Nullable Held> in(GroupQuery query, TimeWindow window, long nowUs) {
        return statistics.suppressed(query, window).flatMap(rows -> {
            if (rows.isEmpty()) {
                return statistics.knowsSuppressions().map(known -> known ? new Held(Map.of()) : null);
            }
            if (rows.size() > StatisticsStore.MAX_SUPPRESSED) {
                return Uni.createFrom().nullItem();
            }
            List<Suppressed> suppressed = rows.stream().map(GroupSuppressed::suppressed).toList();
            List<Inhibitor.Asked> asked = Suppressions.asked(suppressed);
            return (asked.isEmpty() ? Uni.createFrom().item(List.<Inhibitor> of()) : alerts.inhibitors(asked))
                    .map(inhibitors -> held(rows, new Suppressions(suppressed, inhibitors), nowUs));
        });
    }

    private static Held held(List<GroupSuppressed> rows, Suppressions suppressions, long nowUs) {
        Map<Long, String> keys = new HashMap<>();
        rows.forEach(row -> keys.put(row.suppressed().alertId(), row.key()));
        Map<String, Long> byKey = new HashMap<>();
        suppressions.heldUs(nowUs)
                .forEach((alertId, us) -> byKey.merge(keys.getOrDefault(alertId, ""), us, Long::sum));
        return new Held(byKey);
    }
}
