package io.alerthistory.storage.mapping;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.alerthistory.episode.statistics.RollupDays;
import io.alerthistory.storage.mapping.RollupRows.AlertDayKey;
import io.alerthistory.storage.mapping.RollupRows.FillPlace;
import io.alerthistory.storage.mapping.RollupTables.Touched;

/** The SQL that sums up days: portable but for what {@link Dialect} has. */
public final class RollupQueries {

    /** A mark without an alert stands for all alerts of a day, so only few of these are taken, of the oldest marks. */
    private static final String TAKE = """
            delete from alert_touched
            where touched_id in (
                select touched_id from (
                    select touched_id from alert_touched where alert_id is not null order by touched_id limit {max}) alert_days
                union all
                select touched_id from (
                    select touched_id from (select touched_id, alert_id from alert_touched order by touched_id limit {max}) oldest
                    where alert_id is null
                    order by touched_id
                    limit {days}) rule_days)
            returning alert_id, day""";

    /**
     * What belongs to an episode follows from the next start, so a change reaches the episode before, and re-fires the one
     * behind. Flapping may begin with an end, on a day without a start. What there was before the change is not known any
     * more, so neighbours are summed up wherever they are.
     */
    private static final String NEIGHBOURS = """
            select w.alert_id, w.day, a.source, a.alertname, substr(coalesce(a.severity, ''), 1, 255) as severity,
                (select max(p.starts_at_us) from alert_episodes p
                where p.alert_id = w.alert_id and p.starts_at_us < w.day * 86400000000) as before_us,
                (select min(n.starts_at_us) from alert_episodes n
                where n.alert_id = w.alert_id and n.starts_at_us >= (w.day + 1) * 86400000000) as after_us,
                (select l.ends_at_us from alert_episodes l
                where l.alert_id = w.alert_id and l.starts_at_us < (w.day + 1) * 86400000000
                order by l.starts_at_us desc limit 1) as end_us
            from {days} w
            join alerts a on a.alert_id = w.alert_id""";

    private static final String RULES = """
            select d.alert_id, a.source, a.alertname, substr(coalesce(a.severity, ''), 1, 255) as severity
            from {days} d
            join alerts a on a.alert_id = d.alert_id""";

    private static final String DELETE_ALERT_DAYS = """
            delete from alert_daily
            where (alert_id, day) in (select w.alert_id, w.day from {days} w)
            returning *""";

    /** A key holds only the beginning of a long severity. */
    private static final String OF_ALERTS = """
            select d.*, a.source, a.alertname, substr(coalesce(a.severity, ''), 1, 255) as severity
            from alert_daily d
            join alerts a on a.alert_id = d.alert_id
            where d.day = {day}""";

    private static final String DELETE_RULE_DAYS = "delete from alert_rule_daily where day = {day}{names} returning *";

    private static final String FILL_STATE = """
            select fill_from_us, fill_from_alert
            from alert_rollup""";

    private static final String FILL_NEXT = """
            select starts_at_us, alert_id, ends_at_us
            from alert_episodes
            where (starts_at_us, alert_id) < ({us}, {alert})
            order by starts_at_us desc, alert_id desc
            limit {max}""";

    private static final String FILLED = """
            insert into alert_rollup (rollup_id, fill_from_us, fill_from_alert)
            values (1, {us}, {alert})
            on conflict (rollup_id) do update
            set fill_from_us = excluded.fill_from_us, fill_from_alert = excluded.fill_from_alert""";

    private static final List<String> PRUNE = List.of(
            """
                    delete from alert_rule_daily
                    where (day, source, alertname, severity) in (
                        select day, source, alertname, severity
                        from alert_rule_daily
                        where day < {day}
                        order by day
                        limit {max})""",
            """
                    delete from alert_daily
                    where (day, alert_id) in (
                        select day, alert_id
                        from alert_daily
                        where day < {day}
                        order by day
                        limit {max})""");

    /** Joins what was seen on a day {@code d} of an alert, or later. */
    static final String SEEN_ON_DAY = "join alert_suppressions s on s.alert_id = d.alert_id"
            + " and s.last_seen_us >= d.day * 86400000000";

    /** Whether an episode {@code e} starts on a day {@code d}. */
    static final String ON_DAY = "e.starts_at_us >= d.day * 86400000000 and e.starts_at_us < (d.day + 1) * 86400000000";

    /** The alert that inhibited it may have ended. The end of an episode of its own marks the day by itself. */
    private static final String TOUCH_UNSETTLED = """
            insert into alert_touched (alert_id, day)
            select alert_id, day
            from alert_daily
            where unsettled > 0 and open_episodes = 0 and day >= {first} and day < {until}
            order by day desc
            limit {max}""";

    private final Dialect dialect;

    public RollupQueries(Dialect dialect) {
        this.dialect = dialect;
    }

    /** Takes the oldest marks away. */
    public Statement take(int max) {
        Parameters parameters = new Parameters(dialect);
        return Statement.of(SqlTemplate.of(TAKE).with("max", parameters.add((long) max))
                .with("days", String.valueOf(RollupRows.MAX_RULE_DAYS)).sql(), parameters);
    }

    /** Reads a mark. */
    public static Touched touched(RowReader row) {
        return new Touched(row.longOrNull("alert_id"), row.number("day"));
    }

    /** The rules of marked alerts, and the episodes before and behind the marked days. */
    public Statement neighbours(Collection<AlertDayKey> days) {
        Parameters parameters = new Parameters(dialect);
        return Statement.of(SqlTemplate.of(NEIGHBOURS).with("days", dialect.alertDays(days, parameters)).sql(), parameters);
    }

    /** The rules of alerts. */
    public Statement rules(Collection<AlertDayKey> days) {
        Parameters parameters = new Parameters(dialect);
        return Statement.of(SqlTemplate.of(RULES).with("days", dialect.alertDays(days, parameters)).sql(), parameters);
    }

    /** The facts of the episodes of some days, with those before that matter. */
    public Statement facts(Collection<AlertDayKey> days) {
        Parameters parameters = new Parameters(dialect);
        String wanted = "select w.alert_id, w.day * 86400000000 as from_us, (w.day + 1) * 86400000000 as to_us from "
                + dialect.alertDays(days, parameters) + " w";
        return Statement.of(EpisodeFactQueries.sql(wanted, "''", dialect), parameters);
    }

    /** What held the episodes of some days back. */
    public Statement suppressed(Collection<AlertDayKey> days) {
        Parameters parameters = new Parameters(dialect);
        return AlertTimelineQueries.suppressions("''", dialect.alertDays(days, parameters) + " d " + SEEN_ON_DAY, ON_DAY,
                HeldDays.MAX_SUPPRESSED + 1, parameters);
    }

    /** Has days summed up again on which the time under silences and inhibitions was not settled. */
    public Statement touchUnsettled(RollupDays days, int max) {
        Parameters parameters = new Parameters(dialect);
        return Statement.of(SqlTemplate.of(TOUCH_UNSETTLED).with("first", parameters.add((long) days.first()))
                .with("until", parameters.add((long) days.settledUntil()))
                .with("max", parameters.add((long) max)).sql(), parameters);
    }

    /** Deletes sums and returns them. */
    public Statement deleteAlertDays(Collection<AlertDayKey> days) {
        Parameters parameters = new Parameters(dialect);
        return Statement.of(SqlTemplate.of(DELETE_ALERT_DAYS).with("days", dialect.alertDays(days, parameters)).sql(),
                parameters);
    }

    /** The sums of all alerts on a day. */
    public Statement ofAlerts(long day) {
        Parameters parameters = new Parameters(dialect);
        return Statement.of(SqlTemplate.of(OF_ALERTS).with("day", parameters.add(day)).sql(), parameters);
    }

    /**
     * Deletes the sums of rules on a day and returns them.
     *
     * @param names null for all rules
     */
    public Statement deleteRuleDays(long day, @Nullable Set<String> names) {
        return ofDay(DELETE_RULE_DAYS, day, names);
    }

    private Statement ofDay(String sql, long day, @Nullable Set<String> names) {
        Parameters parameters = new Parameters(dialect);
        String number = parameters.add(day);
        return Statement.of(SqlTemplate.of(sql).with("day", number)
                .with("names", names == null ? "" : " and " + dialect.anyOf("alertname", names, parameters)).sql(), parameters);
    }

    /** Where filling goes on. */
    public Statement fillState() {
        return new Statement(FILL_STATE, List.of());
    }

    /** The episodes before a place, the newest first. */
    public Statement fillNext(FillPlace place, int max) {
        Parameters parameters = new Parameters(dialect);
        return Statement.of(SqlTemplate.of(FILL_NEXT).with("us", parameters.add(place.us()))
                .with("alert", parameters.add(place.alertId())).with("max", parameters.add((long) max)).sql(), parameters);
    }

    /** Remembers the place; null when everything is filled. */
    public Statement filled(@Nullable FillPlace place) {
        Parameters parameters = new Parameters(dialect);
        if (place == null) {
            return Statement.of(SqlTemplate.of(FILLED).with("us", "null").with("alert", "null").sql(), parameters);
        }
        return Statement.of(SqlTemplate.of(FILLED).with("us", parameters.add(place.us()))
                .with("alert", parameters.add(place.alertId())).sql(), parameters);
    }

    /** Deletes the sums of old days, each table by a statement. */
    public List<Statement> prune(long beforeDay, int max) {
        List<Statement> statements = new ArrayList<>();
        for (String sql : PRUNE) {
            Parameters parameters = new Parameters(dialect);
            statements.add(Statement.of(SqlTemplate.of(sql).with("day", parameters.add(beforeDay))
                    .with("max", parameters.add((long) max)).sql(), parameters));
        }
        return statements;
    }
}
