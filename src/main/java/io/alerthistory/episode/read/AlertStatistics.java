package io.alerthistory.episode.read;

import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import io.alerthistory.episode.statistics.DayFigures;
import io.alerthistory.episode.statistics.Definitions;
import io.alerthistory.episode.statistics.StatisticsFigures;
import io.alerthistory.error.FieldError;
import io.alerthistory.error.ProblemException;
import io.alerthistory.history.CursorKey;
import io.alerthistory.history.CursorSigner;
import io.alerthistory.history.Total;
import io.alerthistory.time.Micros;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;

/** Figures of alerts: which are noisy, how long they fire, how soon somebody reacts, and when they start. */
@ApplicationScoped
public class AlertStatistics {

    /** The maximum number of alerts that matchers are applied to. */
    public static final int MAX_MATCHED = 10_000;

    /** The maximum number of groups that are sorted. */
    static final int MAX_GROUPS = 10_000;

    /** The days of a window without a start. */
    public static final int DEFAULT_DAYS = 30;

    /** The same of a heat map: 12 weeks. */
    public static final int CALENDAR_DAYS = 84;

    public static final ZoneId UTC = ZoneId.of("UTC");

    /** The alerts that matchers are applied to at a time. */
    private static final int CANDIDATES = 2_000;

    /** What is counted at a time, so that little is in memory. */
    private static final long SLICE_US = 31 * Definitions.DAY_US;

    private final StatisticsStore store;
    private final AlertReadMemory memory;
    private final WindowSums windows;
    private final HeldTimes heldTimes;
    private final CursorKey cursors;
    private final Clock clock;

    AlertStatistics(StatisticsStore store, AlertReadMemory memory, WindowSums windows, HeldTimes heldTimes, CursorKey cursors,
            Clock clock) {
        this.store = store;
        this.memory = memory;
        this.windows = windows;
        this.heldTimes = heldTimes;
        this.cursors = cursors;
        this.clock = clock;
    }

    /** The last days in a time zone, today among them as a whole. */
    public TimeWindow lastDays(int days, ZoneId zone) {
        return new Calendar(zone).lastDays(days, Micros.now(clock));
    }

    /**
     * Lists groups of alerts with their figures, the largest first.
     *
     * @param cursor null for the first page
     * @throws ProblemException 422 when matchers would be applied to too many alerts, 400 for a cursor of another list
     */
    public Uni<StatisticsPage> statistics(StatisticsQuery query, @Nullable String cursor) {
        return memory.page(covering -> cursors.signer().flatMap(signer -> {
            int offset = cursor == null ? 0
                    : Math.toIntExact(Place.decode(cursor, query.binding(), signer).number());
            long now = Micros.now(clock);
            return group(query.filter(), query.groupBy())
                    .flatMap(groups -> windows.of(groups, query.window(), MAX_GROUPS + 1, now)
                            .flatMap(sums -> page(query, groups, sums, offset, now, signer)));
        }));
    }

    /** All groups, at most 10,000. */
    public Uni<List<StatisticsView>> all(StatisticsQuery query) {
        return statistics(query.ofSize(MAX_GROUPS), null).map(StatisticsPage::statistics);
    }

    private Uni<StatisticsPage> page(StatisticsQuery query, GroupQuery groups, Map<String, DayFigures> sums, int offset,
            long nowUs, CursorSigner signer) {
        List<GroupFigures> sorted = sums.entrySet().stream().map(group -> new GroupFigures(group.getKey(), group.getValue()))
                .filter(group -> group.figures().tally().episodes() > 0).sorted(query.sort().order(nowUs)).toList();
        Map<String, DayFigures> shown = new LinkedHashMap<>();
        sorted.stream().skip(offset).limit(query.size()).forEach(group -> shown.put(group.key(), group.figures()));
        int end = offset + query.size();
        String next = end < sorted.size() ? Place.of(0, end).encode(query.binding(), signer) : null;
        boolean partial = sums.size() > MAX_GROUPS;
        Total total = partial ? Total.NONE : Total.exact(sorted.size());
        return rows(groups, query.window(), shown, nowUs, key -> key).map(rows -> new StatisticsPage(rows,
                StatisticsParameters.of(query), Pagination.of(query.size(), next, partial, total)));
    }

    private Uni<List<StatisticsView>> rows(GroupQuery groups, TimeWindow window, Map<String, DayFigures> shown, long nowUs,
            UnaryOperator<String> name) {
        if (shown.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        GroupQuery keys = groups.of(shown.keySet());
        TimeWindow before = window.previous();
        return figures(keys, window, shown, nowUs).flatMap(figures -> windows.of(keys, before, shown.size(), nowUs)
                .flatMap(sums -> figures(keys, before, known(shown, sums), nowUs)).map(previous -> {
                    List<StatisticsView> rows = new ArrayList<>();
                    figures.forEach((key, row) -> rows
                            .add(StatisticsView.of(name.apply(key), row, Objects.requireNonNull(previous.get(key)))));
                    return rows;
                }));
    }

    /** The sums of the same groups; nothing where there are none. */
    private static Map<String, DayFigures> known(Map<String, DayFigures> shown, Map<String, DayFigures> sums) {
        Map<String, DayFigures> known = new LinkedHashMap<>();
        shown.keySet().forEach(key -> known.put(key, sums.getOrDefault(key, DayFigures.NONE)));
        return known;
    }

    private Uni<Map<String, StatisticsFigures>> figures(GroupQuery keys, TimeWindow window, Map<String, DayFigures> sums,
            long nowUs) {
        return windows.withDurations(keys, window, sums, nowUs)
                .flatMap(all -> heldTimes.in(keys, window, all, nowUs).map(held -> {
                    Map<String, StatisticsFigures> figures = new LinkedHashMap<>();
                    all.forEach((key, group) -> figures.put(key, StatisticsFigures.of(group, held.us(key, group), nowUs)));
                    return figures;
                }));
    }

    /** The figures of single alerts in the last 30 days in UTC, in their order; the keys are their sources. */
    Uni<List<StatisticsView>> of(List<DetailedAlert> alerts) {
        long now = Micros.now(clock);
        TimeWindow window = lastDays(DEFAULT_DAYS, UTC);
        GroupQuery groups = new GroupQuery(AlertFilter.NONE, alerts.stream().map(DetailedAlert::id).toList(), GroupBy.ALERT,
                null);
        Map<String, String> sources = new HashMap<>();
        Map<String, DayFigures> shown = new LinkedHashMap<>();
        alerts.forEach(alert -> {
            sources.put(String.valueOf(alert.id()), alert.source());
            shown.put(String.valueOf(alert.id()), DayFigures.NONE);
        });
        return windows.of(groups, window, alerts.size(), now)
                .flatMap(sums -> rows(groups, window, known(shown, sums), now, key -> sources.getOrDefault(key, "")));
    }

    /** What the figures of single alerts mean. */
    StatisticsParameters parametersOfAlerts() {
        TimeWindow window = lastDays(DEFAULT_DAYS, UTC);
        return StatisticsParameters.of(window, window.previous().fromUs(), UTC.getId(),
                null);
    }

    /**
     * Counts starts by hour of the week, or by day.
     *
     * @throws ProblemException 422 when matchers would be applied to too many alerts
     */
    public Uni<HeatmapView> heatmap(HeatmapQuery query) {
        return memory.page(covering -> group(query.filter(), GroupBy.ALERTNAME))
                .flatMap(groups -> starts(groups, query.window()))
                .map(quarters -> new HeatmapView(query.by(),
                        new Calendar(query.zone()).cells(query.by(), query.window(), quarters),
                        StatisticsParameters.of(query.window(), null, query.zone().getId(), null)));
    }

    /** A slice ends where a day of UTC does, so no day is counted twice. */
    private Uni<Map<Long, Long>> starts(GroupQuery groups, TimeWindow window) {
        List<TimeWindow> slices = new ArrayList<>();
        for (long from = window.fromUs(); from < window.toUs();) {
            long to = Math.min(window.toUs(), Definitions.startOf(Definitions.day(from + SLICE_US)));
            slices.add(new TimeWindow(from, to));
            from = to;
        }
        return Multi.createFrom().iterable(slices).onItem()
                .transformToUniAndConcatenate(slice -> store.starts(groups, slice)).collect().in(HashMap::new,
                        (sum, part) -> part.forEach((quarter, count) -> sum.merge(quarter, count, Long::sum)));
    }

    /** The database does not know matchers, so the alerts that they mean are found first, a part of them at a time. */
    private Uni<GroupQuery> group(AlertFilter filter, GroupBy groupBy) {
        if (filter.isExact()) {
            return Uni.createFrom().item(new GroupQuery(filter, null, groupBy, null));
        }
        List<Long> matches = new ArrayList<>();
        return match(filter, 0, 0, CANDIDATES, matches).map(all -> new GroupQuery(filter, List.copyOf(matches), groupBy, null));
    }

    private Uni<Void> match(AlertFilter filter, long afterId, int seen, int ask, List<Long> matches) {
        return store.candidates(filter, afterId, ask).emitOn(Infrastructure.getDefaultWorkerPool()).chain(alerts -> {
            if (seen + alerts.size() > MAX_MATCHED) {
                throw ProblemException.invalidParameters(List.of(FieldError.parameter("filter", "is applied to at most "
                        + MAX_MATCHED + " alerts: name an alertname, a source, a severity or a label, too")));
            }
            alerts.stream().filter(alert -> filter.matches(Scan.labels(alert.labels()))).map(ListedLabels::alertId)
                    .forEach(matches::add);
            ListedLabels last = alerts.isEmpty() ? null : alerts.get(alerts.size() - 1);
            return last == null || (alerts.size() < ask && !last.isCut()) ? Uni.createFrom().voidItem()
                    : match(filter, last.alertId(), seen + alerts.size(),
                            last.isCut() ? Math.min(CANDIDATES, 2 * alerts.size()) : CANDIDATES, matches);
        });
    }
}
