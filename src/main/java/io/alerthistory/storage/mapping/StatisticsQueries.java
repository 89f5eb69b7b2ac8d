package io.alerthistory.storage.mapping;

import java.util.List;
import java.util.stream.Collectors;

import io.alerthistory.episode.read.AlertFilter;
import io.alerthistory.episode.read.GroupEpisode;
import io.alerthistory.episode.read.GroupFigures;
import io.alerthistory.episode.read.GroupQuery;
import io.alerthistory.episode.read.ListedLabels;
import io.alerthistory.episode.read.StatisticsStore;
import io.alerthistory.episode.read.TimeWindow;
import io.alerthistory.episode.statistics.Counts;
import io.alerthistory.episode.statistics.DayFigures;

/**
 * The SQL of statistics: portable but for what {@link Dialect} has. Rules have rows of their own, so that a dashboard reads
 * a few thousand; other groups are made of the rows of alerts.
 */
public final class StatisticsQueries {

    /** Otherwise the planner expected as many groups as rows, and sorted all days of alerts on disk: twice the time. */
    private static final String KEYED = """
            keyed as materialized (
                select a.alert_id, a.source, {key} as group_key
                from alerts a
                {conditions})""";

    private static final String KEYED_ALERTS = "alert_daily d join keyed a on a.alert_id = d.alert_id";

    private static final String SUMS = RollupTables.SUMS.stream()
            .map(column -> "cast(sum(" + (column.equals("unsettled") ? "coalesce(d.unsettled, 1)" : "d." + column)
                    + ") as bigint) as "
                    + column)
            .collect(Collectors.joining(", "));

    private static final String GROUPS = """
            with {keyed}grouped as materialized (
                select {key} as group_key, {sums}
                from {days}
                where {conditions}
                group by 1)
            select * from grouped{keys}
            order by episodes desc, group_key
            limit {max}""";

    /** One text for each group: as many rows as there are days took twice the time, before they were sent and read. */
    private static final String DURATIONS = """
            with {keyed}grouped as materialized (
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
            with labelled as materialized (
                select a.alert_id, cast(a.labels as text) as labels
                from alerts a
                {conditions}
                order by a.alert_id
                limit {max}),
            {kept}
            select w.* from kept w
            order by w.alert_id""";

    private final Dialect dialect;
    private final GroupConditions groups;

    public StatisticsQueries(Dialect dialect) {
        this.dialect = dialect;
        groups = new GroupConditions(dialect);
    }

    /** The sums of whole days, the groups with most episodes first. */
    public Statement sums(GroupQuery query, int fromDay, int toDay, int max) {
        Parameters parameters = new Parameters(dialect);
        return Statement.of(grouped(GROUPS, query, fromDay, toDay, parameters).with("sums", SUMS)
                .with("max", parameters.add((long) max)).sql(), parameters);
    }

    /**
     * Of rules, and of alerts with numbers, the keys are a condition. Of others they are looked at when the groups are made:
     * from a
     * condition on a label the planner expected a tenth of the alerts, and looked for the days of each: 2,300,000 buffers.
     */
    private SqlTemplate grouped(String sql, GroupQuery query, int fromDay, int toDay, Parameters parameters) {
        SqlTemplate template = SqlTemplate.of(sql);
        if (query.isOfRules() || query.alertIds() != null) {
            String key = groups.key(query, parameters);
            return template.with("keyed", "").with("key", key).with("days", GroupConditions.days(query))
                    .with("conditions", groups.onDays(query, key, fromDay, toDay, parameters)).with("keys", "");
        }
        GroupQuery all = new GroupQuery(query.filter(), null, query.groupBy(), null);
        String keyed = SqlTemplate.of(KEYED).with("key", groups.key(query.groupBy(), parameters))
                .with("conditions", AlertQueries.where(groups.onAlerts(all, "", parameters))).sql();
        return template.with("keyed", keyed + ",\n").with("key", "a.group_key").with("days", KEYED_ALERTS)
                .with("conditions", GroupConditions.inDays(fromDay, toDay, parameters))
                .with("keys", query.keys() == null ? "" : " where " + dialect.anyOf("group_key", query.keys(), parameters));
    }

    public static GroupFigures sums(RowReader row) {
        return new GroupFigures(row.text("group_key"), RollupTables.sums(row));
    }

    /** The durations of whole days. */
    public Statement durations(GroupQuery query, int fromDay, int toDay) {
        Parameters parameters = new Parameters(dialect);
        return Statement.of(grouped(DURATIONS, query, fromDay, toDay, parameters)
                .with("listed", dialect.listed("d.durations")).sql(), parameters);
    }

    public static GroupFigures durations(RowReader row) {
        return new GroupFigures(row.text("group_key"), DayFigures.NONE.withDurations(Counts.parse(row.text("durations"))));
    }

    /** The facts of episodes that start in a window. */
    public Statement episodes(GroupQuery query, TimeWindow window) {
        Parameters parameters = new Parameters(dialect);
        String key = groups.key(query.groupBy(), parameters);
        List<String> conditions = groups.onAlerts(query, key, parameters);
        String wanted = SqlTemplate.of(WANTED).with("from", String.valueOf(window.fromUs()))
                .with("to", String.valueOf(window.toUs()))
                .with("conditions", String.join(" and ", GroupConditions.started("x", window, conditions, parameters))).sql();
        return Statement.of(EpisodeFactQueries.sql(wanted, key, dialect) + " limit "
                + parameters.add((long) StatisticsStore.MAX_EPISODES), parameters);
    }

    public static GroupEpisode episode(RowReader row) {
        return EpisodeFactQueries.episode(row);
    }

    /** The alerts that matchers are applied to. */
    public Statement candidates(AlertFilter filter, long afterId, int max) {
        Parameters parameters = new Parameters(dialect);
        List<String> conditions = AlertQueries.conditions(filter, dialect, parameters);
        conditions.add("a.alert_id > " + parameters.add(afterId));
        return Statement.of(SqlTemplate.of(CANDIDATES).with("conditions", AlertQueries.where(conditions))
                .with("max", parameters.add((long) max)).with("kept", TextCut.of("labelled", "length(w.labels)", "w.alert_id"))
                .sql(), parameters);
    }

    public static ListedLabels candidate(RowReader row) {
        return new ListedLabels(row.number("alert_id"), row.json("labels"), TextCut.isCut(row));
    }

    /** The starts of a window by quarters of an hour; of rules as rows that count them by day. */
    public Statement starts(GroupQuery query, TimeWindow window) {
        Parameters parameters = new Parameters(dialect);
        if (query.isOfRules()) {
            return Statement.of(SqlTemplate.of(QUARTERS).with("conditions", groups.onDays(query, "", window, parameters)).sql(),
                    parameters);
        }
        return Statement.of(SqlTemplate.of(STARTS)
                .with("conditions",
                        String.join(" and ",
                                GroupConditions.started("x", window, groups.onAlerts(query, "", parameters), parameters)))
                .sql(), parameters);
    }
}
