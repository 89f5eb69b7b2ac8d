package io.alerthistory.storage.mapping;

import java.util.List;

import io.alerthistory.episode.read.GroupQuery;
import io.alerthistory.episode.read.GroupSuppressed;
import io.alerthistory.episode.read.StatisticsStore;
import io.alerthistory.episode.read.TimeWindow;

/** The SQL of what statistics tell of silences and inhibitions beside the sums of days: portable. */
public final class HeldTimeQueries {

    /** Each source is found by the one before it, and not by all alerts. */
    private static final String SOURCES = """
            with recursive sources (source) as (
                select min(a.source) from alerts a union all
                select (select min(n.source) from alerts n where n.source > found.source) from sources found where found.source is not null),
            told as materialized (
                select found.source from sources found where found.source is not null and (
                    exists (select 1 from alert_silences v where v.source = found.source)
                    or exists (
                        select 1 from alerts t join alert_suppressions p on p.alert_id = t.alert_id where t.source = found.source)))
            """;

    private static final String COUNTED = SOURCES + """
            select count(*) as sources, (select count(*) from told) as told
            from sources
            where source is not null""";

    private static final String TOLD = SOURCES + """
            select {key} as group_key from {days}
            where {conditions} and {source} in (select source from told)
            group by 1""";

    private final GroupConditions groups;

    public HeldTimeQueries(Dialect dialect) {
        groups = new GroupConditions(dialect);
    }

    /** What held episodes back that start in a window. */
    public Statement suppressed(GroupQuery query, TimeWindow window) {
        Parameters parameters = new Parameters(groups.dialect());
        String key = groups.key(query.groupBy(), parameters);
        List<String> conditions = GroupConditions.started("e", window, groups.onAlerts(query, key, parameters), parameters);
        // Follows from the join; the index of what was last seen finds it.
        conditions.add("s.last_seen_us >= " + parameters.add(window.fromUs()));
        return AlertTimelineQueries.suppressions(key, "alert_suppressions s", String.join(" and ", conditions),
                StatisticsStore.MAX_SUPPRESSED + 1, parameters);
    }

    /** What held episodes back on the days whose sums do not have that. */
    public Statement unsettled(GroupQuery query, int fromDay, int toDay) {
        Parameters parameters = new Parameters(groups.dialect());
        String key = groups.key(query.groupBy(), parameters);
        List<String> conditions = groups.onAlerts(query, key, parameters);
        conditions.add("d.unsettled > 0");
        conditions.add(GroupConditions.inDays(fromDay, toDay, parameters));
        conditions.add(RollupQueries.ON_DAY);
        return AlertTimelineQueries.suppressions(key, "alert_daily d " + RollupQueries.SEEN_ON_DAY,
                String.join(" and ", conditions), StatisticsStore.MAX_SUPPRESSED + 1, parameters);
    }

    public static GroupSuppressed suppressed(RowReader row) {
        return new GroupSuppressed(row.text("group_key"), AlertTimelineQueries.suppressed(row));
    }

    /** The groups on the days of a window of which a source ever told of silences or inhibitions. */
    public Statement told(GroupQuery query, TimeWindow window) {
        Parameters parameters = new Parameters(groups.dialect());
        String key = groups.key(query, parameters);
        return Statement
                .of(SqlTemplate.of(TOLD).with("key", key).with("days", GroupConditions.days(query))
                        .with("conditions", groups.onDays(query, key, window, parameters))
                        .with("source", query.isOfRules() ? "d.source" : "a.source").sql(), parameters);
    }

    /**
     * How many sources there are.
     *
     * @param told how many of them ever told of silences or inhibitions
     */
    record Sources(long all, long told) {

        static Sources read(RowReader row) {
            return new Sources(row.number("sources"), row.number("told"));
        }
    }

    /** Counts the sources. */
    static Statement sources() {
        return new Statement(COUNTED, List.of());
    }
}
