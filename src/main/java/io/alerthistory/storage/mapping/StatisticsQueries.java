package io.alerthistory.storage.mapping;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import io.alerthistory.episode.read.AlertFilter;
import io.alerthistory.episode.read.GroupBy;
import io.alerthistory.episode.read.GroupEpisode;
import io.alerthistory.episode.read.GroupFigures;
import io.alerthistory.episode.read.GroupQuery;
import io.alerthistory.episode.read.GroupSuppressed;
import io.alerthistory.episode.read.ListedLabels;
import io.alerthistory.episode.read.StatisticsStore;
import io.alerthistory.episode.read.TimeWindow;
import io.alerthistory.episode.statistics.Counts;
import io.alerthistory.episode.statistics.DayFigures;
import io.alerthistory.episode.statistics.Definitions;

/**
 * The SQL of statistics: portable but for what {@link Dialect} has. Rules have rows of their own, so that a dashboard reads
 * a few thousand; other groups are made of the rows of alerts.
 */
public final class StatisticsQueries {

    private static final String RULES = "alert_rule_daily d";
    private static final String ALERTS = "alert_daily d join alerts a on a.alert_id = d.alert_id";

    private static final String SUMS = RollupTables.SUMS.stream()
            .map(column -> "cast(sum(d." + column + ") as bigint) as " + column).collect(Collectors.joining(", "));

    private static final String GROUPS = """
            with grouped as materialized (
                select {key} as group_key, {sums}
                from {days}
                where {conditions}
                group by 1)
            select * from grouped{keys}
            order by episodes desc, group_key
            limit {max}""";

    /** One text for each group: as many rows as there are days took twice the time, before they were sent and read. */
    private static final String DURATIONS = """
            with grouped as materialized (
                select {key} as group_key, {listed} as durations
                from {days}
                where {conditions} and d.durations <> ''
                group by 1)
            select * from grouped{keys}""";

    private static final String QUARTERS = """
            select d.day, d.quarters
            from alert_rule_daily d
            where {conditions}""";

    private static final String STARTS = """
            select x.starts_at_us / 900000000 as quarter, count(*) as episodes
            from alert_episodes x
            join alerts a on a.alert_id = x.alert_id
            where {conditions}
            group by 1""";

    private static final String WANTED = """
            select x.alert_id, cast({from} as bigint) as from_us, cast({to} as bigint) as to_us
            from alert_episodes x
            join alerts a on a.alert_id = x.alert_id
            where {conditions}
            group by x.alert_id""";

    private static final String CANDIDATES = """
            select a.alert_id, cast(a.labels as text) as labels
            from alerts a
            {conditions}
            order by a.alert_id
            limit {max}""";

    /** Each source is found by the one before it, and not by all alerts. */
    private static final String TOLD = """
            with recursive sources (source) as (
                select min(a.source) from alerts a union all
                select (select min(n.source) from alerts n where n.source > found.source) from sources found where found.source is not null),
            told as materialized (
                select found.source from sources found where found.source is not null and (
                    exists (select 1 from alert_silences v where v.source = found.source)
                    or exists (
                        select 1 from alerts t join alert_suppressions p on p.alert_id = t.alert_id where t.source = found.source)))
            select {key} as group_key from {days}
            where {conditions} and {source} in (select source from told)
            group by 1""";

    private final Dialect dialect;

    public StatisticsQueries(Dialect dialect) {
        this.dialect = dialect;
    }

    /** The sums of whole days, the groups with most episodes first. */
    public Statement sums(GroupQuery query, int fromDay, int toDay, int max) {
        Parameters parameters = new Parameters(dialect);
        String key = key(query, parameters);
        return Statement.of(SqlTemplate.of(GROUPS).with("key", key).with("sums", SUMS).with("days", days(query))
                .with("conditions", onDays(ungrouped(query), key, fromDay, toDay, parameters))
                .with("keys", keys(query, parameters))
                .with("max", parameters.add((long) max)).sql(), parameters);
    }

    /**
     * Of rules the keys are a condition. Of alerts they are looked at when the groups are made: from a condition on a label the
     * planner expected a tenth of the alerts, and looked for the days of each: 2,300,000 buffers.
     */
    private static GroupQuery ungrouped(GroupQuery query) {
        return query.isOfRules() ? query : new GroupQuery(query.filter(), query.alertIds(), query.groupBy(), null);
    }

    private String keys(GroupQuery query, Parameters parameters) {
        return query.isOfRules() || query.keys() == null ? ""
                : " where " + dialect.anyOf("group_key", query.keys(), parameters);
    }

    public static GroupFigures sums(RowReader row) {
        return new GroupFigures(row.text("group_key"), RollupTables.sums(row));
    }

    /** The durations of whole days. */
    public Statement durations(GroupQuery query, int fromDay, int toDay) {
        Parameters parameters = new Parameters(dialect);
        String key = key(query, parameters);
        return Statement.of(SqlTemplate.of(DURATIONS).with("key", key).with("days", days(query))
                .with("conditions", onDays(ungrouped(query), key, fromDay, toDay, parameters))
                .with("keys", keys(query, parameters))
                .with("listed", dialect.listed("d.durations")).sql(), parameters);
    }

    public static GroupFigures durations(RowReader row) {
        return new GroupFigures(row.text("group_key"), DayFigures.NONE.withDurations(Counts.parse(row.text("durations"))));
    }

    /** The facts of episodes that start in a window. */
    public Statement episodes(GroupQuery query, TimeWindow window) {
        Parameters parameters = new Parameters(dialect);
        String key = key(query.groupBy(), parameters);
        List<String> conditions = onAlerts(query, key, parameters);
        String wanted = SqlTemplate.of(WANTED).with("from", String.valueOf(window.fromUs()))
                .with("to", String.valueOf(window.toUs()))
                .with("conditions", String.join(" and ", started("x", window, conditions, parameters))).sql();
        return Statement.of(EpisodeFactQueries.sql(wanted, key, dialect) + " limit "
                + parameters.add((long) StatisticsStore.MAX_EPISODES), parameters);
    }

    public static GroupEpisode episode(RowReader row) {
        return EpisodeFactQueries.episode(row);
    }

    /** What held episodes back that start in a window. */
    public Statement suppressed(GroupQuery query, TimeWindow window) {
        Parameters parameters = new Parameters(dialect);
        String key = key(query.groupBy(), parameters);
        List<String> conditions = started("e", window, onAlerts(query, key, parameters), parameters);
        // Follows from the join; the index of what was last seen finds it.
        conditions.add("s.last_seen_us >= " + parameters.add(window.fromUs()));
        return AlertTimelineQueries.suppressions(key, String.join(" and ", conditions), StatisticsStore.MAX_SUPPRESSED + 1,
                parameters);
    }

    public static GroupSuppressed suppressed(RowReader row) {
        return new GroupSuppressed(row.text("group_key"), AlertTimelineQueries.suppressed(row));
    }

    /** The groups on the days of a window of which a source ever told of silences or inhibitions. */
    public Statement told(GroupQuery query, TimeWindow window) {
        Parameters parameters = new Parameters(dialect);
        String key = key(query, parameters);
        return Statement.of(SqlTemplate.of(TOLD).with("key", key).with("days", days(query))
                .with("conditions", onDays(query, key, window, parameters))
                .with("source", query.isOfRules() ? "d.source" : "a.source").sql(), parameters);
    }

    /** The alerts that matchers are applied to. */
    public Statement candidates(AlertFilter filter, int max) {
        Parameters parameters = new Parameters(dialect);
        String conditions = AlertQueries.where(AlertQueries.conditions(filter, dialect, parameters));
        return Statement.of(SqlTemplate.of(CANDIDATES).with("conditions", conditions).with("max", parameters.add((long) max))
                .sql(), parameters);
    }

    public static ListedLabels candidate(RowReader row) {
        return new ListedLabels(row.number("alert_id"), row.json("labels"));
    }

    /** The starts of a window by quarters of an hour; of rules as rows that count them by day. */
    public Statement starts(GroupQuery query, TimeWindow window) {
        Parameters parameters = new Parameters(dialect);
        if (query.isOfRules()) {
            return Statement.of(SqlTemplate.of(QUARTERS).with("conditions", onDays(query, "", window, parameters)).sql(),
                    parameters);
        }
        return Statement.of(SqlTemplate.of(STARTS)
                .with("conditions", String.join(" and ", started("x", window, onAlerts(query, "", parameters), parameters)))
                .sql(), parameters);
    }

    private static String days(GroupQuery query) {
        return query.isOfRules() ? RULES : ALERTS;
    }

    private String key(GroupQuery query, Parameters parameters) {
        return !query.isOfRules() ? key(query.groupBy(), parameters) : switch (query.groupBy().kind()) {
            case ALERTNAME -> "d.alertname";
            case SEVERITY -> "d.severity";
            case SOURCE -> "d.source";
            case LABEL, ALERT -> throw new IllegalArgumentException("Rules have no labels");
        };
    }

    private String key(GroupBy groupBy, Parameters parameters) {
        return switch (groupBy.kind()) {
            case ALERTNAME -> "a.alertname";
            case SEVERITY -> "coalesce(a.severity, '')";
            case SOURCE -> "a.source";
            case ALERT -> "cast(a.alert_id as text)";
            case LABEL -> "coalesce(" + dialect.ofMember("a.labels", groupBy.label(), parameters) + ", '')";
        };
    }

    /** Every day that the window reaches into. */
    private String onDays(GroupQuery query, String key, TimeWindow window, Parameters parameters) {
        return onDays(query, key, Definitions.day(window.fromUs()), Definitions.day(window.toUs() - 1) + 1, parameters);
    }

    private String onDays(GroupQuery query, String key, int fromDay, int toDay, Parameters parameters) {
        List<String> conditions = new ArrayList<>();
        conditions.add("d.day >= " + parameters.add((long) fromDay));
        conditions.add("d.day < " + parameters.add((long) toDay));
        if (query.isOfRules()) {
            AlertFilter filter = query.filter();
            AlertQueries.equal("d.alertname", filter.alertname(), parameters, conditions);
            AlertQueries.equal("d.severity", filter.severity(), parameters, conditions);
            AlertQueries.equal("d.source", filter.source(), parameters, conditions);
            if (query.keys() != null) {
                conditions.add(dialect.anyOf(key, query.keys(), parameters));
            }
        } else {
            conditions.addAll(onAlerts(query, key, parameters));
        }
        return String.join(" and ", conditions);
    }

    private List<String> onAlerts(GroupQuery query, String key, Parameters parameters) {
        List<String> conditions = AlertQueries.conditions(query.filter(), dialect, parameters);
        if (query.alertIds() != null) {
            conditions.add(dialect.anyIdOf("a.alert_id", query.alertIds(), parameters));
        }
        if (query.keys() != null) {
            conditions.add(dialect.anyOf(key, query.keys(), parameters));
        }
        return conditions;
    }

    private static List<String> started(String alias, TimeWindow window, List<String> more, Parameters parameters) {
        List<String> conditions = new ArrayList<>();
        conditions.add(alias + ".starts_at_us >= " + parameters.add(window.fromUs()));
        conditions.add(alias + ".starts_at_us < " + parameters.add(window.toUs()));
        conditions.addAll(more);
        return conditions;
    }
}
