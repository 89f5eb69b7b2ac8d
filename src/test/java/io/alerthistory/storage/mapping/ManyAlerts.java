package io.alerthistory.storage.mapping;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.alerthistory.episode.read.AlertDetailView;
import io.alerthistory.episode.read.AlertFilter;
import io.alerthistory.episode.read.AlertOrder;
import io.alerthistory.episode.read.AlertQuery;
import io.alerthistory.episode.read.AlertState;
import io.alerthistory.episode.read.DetailedAlert;
import io.alerthistory.episode.read.EpisodeQuery;
import io.alerthistory.episode.read.GroupBy;
import io.alerthistory.episode.read.GroupQuery;
import io.alerthistory.episode.read.NotificationQuery;
import io.alerthistory.episode.read.Place;
import io.alerthistory.episode.read.TimeWindow;
import io.alerthistory.episode.statistics.RollupDays;
import io.alerthistory.history.CountMode;
import io.alerthistory.json.JsonText;

/** 1,000 alerts with 100 episodes each, whose durations are powers of two of seconds, or a microsecond longer. */
public final class ManyAlerts {

    static final int ALERTS = 1_000;
    static final int EPISODES = 100;

    /** Every 10th alert fires. */
    public static final int OPEN = ALERTS / 10;

    private static final long SECOND = 1_000_000;

    /** From the start of an episode to that of the next one. */
    private static final long PERIOD = 100_000 * SECOND;

    private ManyAlerts() {
    }

    /**
     * Fills the tables.
     *
     * @param json the function that makes a text a value of the column labels
     */
    public static List<String> inserts(String json) {
        String numbers = "with recursive a (i) as (select 1 union all select i + 1 from a where i < " + ALERTS + "),"
                + " e (j) as (select 1 union all select j + 1 from e where j < " + EPISODES + ") ";
        return List.of(
                "insert into alerts (source, fingerprint, alertname, severity, labels, first_seen_us, changed_at_us, firing) "
                        + numbers + "select 'many', 'f' || i, 'name' || i % 50, 'warning', " + json.formatted(
                                "'{\"alertname\":\"name' || i % 50 || '\",\"team\":\"t' || i % 100 || '\"}'")
                        + ", i, (i * 7919) % 100003, i % 10 = 0 from a",
                "insert into alert_episodes (alert_id, starts_at_us, ends_at_us, received_at_us, end_received_at_us, end_reason,"
                        + " span_class, starts) " + numbers
                        + ", o as (select i, j, j * cast(" + PERIOD + " as bigint) + ((i * 7919) % 9973) * cast(" + SECOND
                        + " as bigint) as s, (cast(1000000 as bigint) << ((i + j) % 16)) + i % 2 as d,"
                        + " (i + j) % 16 + i % 2 as c, i % 10 = 0 and j = " + EPISODES + " as o from a, e)"
                        + " select t.alert_id, s, case when o then null else s + d end, s,"
                        + " case when o then null else s + d end, case when o then null else 1 end,"
                        + " case when o then null else c end, 1 from o join alerts t on t.fingerprint = 'f' || i",
                "insert into alert_sessions (session_id, agent_type, status, started_at_us, alert_data, chain_id, content_digest,"
                        + " search_document, alert_source, alert_fingerprint, alert_starts_at_us) " + numbers
                        + "select 's' || i || '.' || j, 'kubernetes', 'in_progress', j * cast(" + PERIOD + " as bigint), '{}',"
                        + " 'c', 'd', '', 'many', 'f' || i, j * cast(" + PERIOD + " as bigint) from a, e where j <= 5");
    }

    /** Starts, ends, and instants around them. */
    public static LongStream instants() {
        Random random = new Random(20261130);
        return Stream.generate(() -> {
            long alert = 1 + random.nextInt(ALERTS);
            long episode = 1 + random.nextInt(EPISODES);
            long start = episode * PERIOD + alert * 7919 % 9973 * SECOND;
            long end = start + (SECOND << ((alert + episode) % 16)) + alert % 2;
            return LongStream.of(start - 1, start, end - 1, end, start + (long) (random.nextDouble() * PERIOD));
        }).limit(20).flatMapToLong(instants -> instants);
    }

    public static final String NAIVE = "select count(*) as total from alert_episodes where starts_at_us <= %s"
            + " and (ends_at_us > %s or ends_at_us is null)";

    /** All that fires at an instant. */
    public static Statement at(long us, Dialect dialect) {
        return EpisodeQueries.at(EpisodeQuery.at(AlertFilter.NONE, us, null, null, 10_000), us, dialect);
    }

    /** A page of what fires in the middle of all. */
    public static Statement active(Dialect dialect) {
        return EpisodeQueries.at(query(null, 51), 50 * PERIOD, dialect);
    }

    /** The same as it was known. */
    public static Statement known(Dialect dialect) {
        return EpisodeQueries.at(query(51 * PERIOD, 51), 50 * PERIOD, dialect);
    }

    /** A page of what fires now. */
    public static Statement now(Dialect dialect) {
        AlertFilter firing = new AlertFilter(AlertState.FIRING, null, null, null, new TreeMap<>(), List.of());
        return EpisodeQueries.at(EpisodeQuery.at(firing, 200 * PERIOD, null, null, 51), 200 * PERIOD, dialect);
    }

    private static EpisodeQuery query(@Nullable Long knownAt, int size) {
        return EpisodeQuery.at(filter("team", "t7"), 50 * PERIOD, knownAt, null, size);
    }

    public static Statement started(Dialect dialect) {
        return EpisodeQueries.started(window(), dialect);
    }

    public static Statement reaching(Dialect dialect) {
        return EpisodeQueries.reaching(window(), dialect);
    }

    private static EpisodeQuery window() {
        return EpisodeQuery.in(AlertFilter.NONE, new TimeWindow(50 * PERIOD, 51 * PERIOD), Place.of(50 * PERIOD + 9, 7), 51);
    }

    /** A page of alerts by their last change. */
    public static Statement changed(Dialect dialect) {
        return AlertQueries.page(new AlertQuery(AlertFilter.NONE, TimeWindow.ALL, Place.of(50_000, 7), 51, CountMode.NONE,
                AlertOrder.CHANGED_AT_US, 200 * PERIOD),
                dialect);
    }

    /** A page of the alerts with a label. */
    public static Statement labelled(Dialect dialect) {
        return AlertQueries.page(new AlertQuery(filter("team", "t7"), new TimeWindow(50 * PERIOD, 51 * PERIOD), null, 51,
                CountMode.NONE, AlertOrder.CHANGED_AT_US, 200 * PERIOD), dialect);
    }

    private static AlertFilter filter(String label, String value) {
        return new AlertFilter(null, null, null, null, new TreeMap<>(Map.of(label, value)), List.of());
    }

    public static Statement named(Dialect dialect) {
        return AlertQueries.named("f7", null, dialect);
    }

    public static Statement episodes(Dialect dialect) {
        return EpisodeQueries.of(7, 60 * PERIOD, 51, 500_000, dialect);
    }

    public static Statement timeline(Dialect dialect) {
        return AlertTimelineQueries.transitions(alert(), new Place(50 * PERIOD, 3, "n", "many", 0), 51, dialect);
    }

    public static Statement suppressions(Dialect dialect) {
        return AlertTimelineQueries.suppressions(List.of(7L, 8L), 1, 5L, dialect);
    }

    public static Statement notifications(Dialect dialect) {
        return NotificationQueries.page(
                new NotificationQuery(new TimeWindow(1, 2_000_000), null, null, null, new Place(1_000_000, 0, "n", "", 0), 51),
                dialect);
    }

    public static Statement notificationsOfAnAlert(Dialect dialect) {
        return NotificationQueries.page(
                new NotificationQuery(new TimeWindow(1, 2_000_000), null, null, "f7", null, 51), dialect);
    }

    /** Sums of each of 100 days, as a migration and the job leave them. */
    public static final List<String> SUMS = List.of(
            "insert into alert_daily select starts_at_us / 86400000000, alert_id, 1, 1, 0, 0, 0, 0, 0, 0, 0, 60, 0, 60, 0, '60', '1', 0, 0"
                    + " from alert_episodes where true on conflict do nothing",
            "insert into alert_rule_daily select d.day, a.source, a.alertname, 'warning', count(*), 1, 0, 0, 0, 0, 0, 0, 0, 60, 0,"
                    + " 60, 0, '60', '1', 0, 0 from alert_daily d join alerts a on a.alert_id = d.alert_id group by d.day, a.source,"
                    + " a.alertname");

    /** What statistics read: by rule, by label, of single alerts, and parts of days. */
    public static List<Statement> statistics(Dialect dialect) {
        StatisticsQueries queries = new StatisticsQueries(dialect);
        HeldTimeQueries held = new HeldTimeQueries(dialect);
        GroupQuery rules = new GroupQuery(AlertFilter.NONE, null, GroupBy.ALERTNAME, null);
        GroupQuery labels = new GroupQuery(filter("team", "t7"), null, new GroupBy(GroupBy.Kind.LABEL, "team"),
                List.of("t7"));
        GroupQuery single = new GroupQuery(AlertFilter.NONE, List.of(7L), GroupBy.ALERTNAME, null);
        TimeWindow window = new TimeWindow(50 * PERIOD, 50 * PERIOD + 9_000 * SECOND);
        return List.of(queries.sums(rules, 60, 62, 51), queries.durations(rules, 60, 62), queries.starts(rules, window),
                queries.sums(labels, 60, 62, 51), queries.durations(labels, 60, 62), queries.sums(single, 60, 62, 51),
                queries.episodes(rules, window), queries.episodes(single, window), queries.starts(single, window),
                held.told(rules, window), held.told(labels, window), held.unsettled(rules, 60, 62),
                held.suppressed(rules, window));
    }

    /** What the job reads and deletes. */
    public static List<Statement> rollup(Dialect dialect) {
        RollupQueries queries = new RollupQueries(dialect);
        List<RollupRows.AlertDayKey> days = List.of(new RollupRows.AlertDayKey(7, 60), new RollupRows.AlertDayKey(8, 61));
        return List.of(queries.neighbours(days), queries.facts(days), queries.suppressed(days),
                queries.touchUnsettled(new RollupDays(1, 62), 100),
                queries.deleteAlertDays(days),
                queries.ofAlerts(60), queries.deleteRuleDays(60, Set.of("name7")),
                queries.fillNext(new RollupRows.FillPlace(50 * PERIOD, 7, null), 500), queries.rules(days));
    }

    private static DetailedAlert alert() {
        return new DetailedAlert(7, new AlertDetailView("f7", "many", JsonText.EMPTY_OBJECT, "name7", null, AlertState.RESOLVED,
                null, null, null, 0, 0, 0, null, null, null, null, null));
    }
}
