package io.alerthistory.storage.mapping;

import java.util.Collection;
import java.util.List;
import java.util.Map;

import io.alerthistory.episode.Silence;
import io.alerthistory.erasure.EraseLabel;
import io.alerthistory.erasure.EraseMode;
import io.alerthistory.erasure.ErasedActs;

/** The SQL of erasing alerts by a label, the same on both databases. */
public final class AlertErasureQueries {

    private static final String GROUPS = """
            update alert_notifications
            set group_key = '[erased]'
            where notification_id in (select notification_id from alert_notified where alert_id in ({some}))""";

    private static final String OF_RULES = """
            where (source, alertname, severity) in (
                select e.source, e.alertname, substr(coalesce(e.severity, ''), 1, 255)
                from alerts e
                where e.alert_id in ({some}))""";

    /** The sums of rules are made again without the alerts, or under another name. */
    private static final String TOUCH = "insert into alert_touched (day) select distinct day from alert_rule_daily "
            + OF_RULES;

    /** The name and the severity are labels, too. Until their sums are made again, those of other alerts are missing. */
    private static final String RULES = "delete from alert_rule_daily " + OF_RULES;

    /** By the fingerprint alone: an equal one of another source has the same labels. */
    private static final String EVENTS = "delete from {table} where fingerprint in"
            + " (select fingerprint from alerts where alert_id in ({some}))";

    private static final String DELETE = "delete from alerts where alert_id in ({some}) returning alert_id";

    private static final String TEXTS = "delete from alert_texts where alert_id in ({some})";

    private static final String ACKNOWLEDGEMENTS = """
            update alert_acknowledgements
            set acked_by = '[erased]', comment = null
            where alert_id in ({some})""";

    /** An alert with this name keeps no texts. */
    private static final String REDACT = """
            update alerts
            set alertname = '[erased]', severity = null, labels = '{"erased":"[erased]"}'
            where alert_id in ({some})
            returning alert_id""";

    /**
     * A silence keeps its times, and what it held back: its sender tells of it again, and its texts must not come back. Only
     * an erased one has no matchers.
     */
    private static final String SILENCES = """
            update alert_silences
            set matchers = '[]', created_by = '[erased]', comment = '[erased]'
            where (source, silence_id) in (select e.source, e.silence_id from alert_silences e where {condition})""";

    private static final String COUNT_ACTS = """
            select (select count(*) from alert_acknowledgements where acked_by = {author}) as acknowledgements,
                (select count(*) from alert_silences where created_by = {author}) as silences""";

    private static final String ACKNOWLEDGED_BY = """
            update alert_acknowledgements
            set acked_by = '[erased]', comment = null
            where acked_by = {author}""";

    private static final String SILENCED_BY = """
            update alert_silences
            set created_by = '[erased]', comment = '[erased]'
            where created_by = {author}""";

    private static final String ERASED_AGAIN = """
            update alert_silences as s
            set created_by = '[erased]', comment = '[erased]', matchers = case when exists (
                select 1 from alert_silences e
                where e.source = s.source and e.silence_id = s.silence_id and e.matchers = '[]') then '[]' else s.matchers end
            where {ids} and s.created_by <> '[erased]' and exists (
                select 1 from alert_silences e
                where e.source = s.source and e.silence_id = s.silence_id and e.created_by = '[erased]')""";

    private static final String SOME = """
            select a.alert_id
            from alerts a
            where {condition}
            order by a.alert_id
            limit {max}""";

    private final Dialect dialect;

    public AlertErasureQueries(Dialect dialect) {
        this.dialect = dialect;
    }

    /** The number of alerts with a label. */
    public Statement count(EraseLabel label) {
        Parameters parameters = new Parameters(dialect);
        return Statement.of("select count(*) as alerts from alerts a where " + condition(label, parameters), parameters);
    }

    /** Locks the alerts that are erased next, so that nobody writes of them meanwhile. */
    public Statement lock(EraseLabel label, int max) {
        Parameters parameters = new Parameters(dialect);
        return Statement.of(some(label, max, parameters) + " " + dialect.forUpdate(), parameters);
    }

    /** Deletes what a table of events has of them. */
    public Statement events(String table, EraseLabel label, int max) {
        return statement(EVENTS.replace("{table}", table), label, max);
    }

    /**
     * The statements that erase some alerts with a label, in their order. The group of a notification has the labels of its
     * alerts; the last statement returns a row for each alert.
     */
    public List<Statement> erase(EraseLabel label, EraseMode mode, int max) {
        Statement groups = statement(GROUPS, label, max);
        Statement events = events("events", label, max);
        Statement touch = statement(TOUCH, label, max);
        Statement rules = statement(RULES, label, max);
        return mode == EraseMode.DELETE ? List.of(groups, events, silences(label), touch, rules, statement(DELETE, label, max))
                : List.of(groups, events, silences(label), touch, rules, statement(TEXTS, label, max),
                        statement(ACKNOWLEDGEMENTS, label, max),
                        statement(REDACT, label, max));
    }

    private Statement statement(String sql, EraseLabel label, int max) {
        Parameters parameters = new Parameters(dialect);
        return Statement.of(SqlTemplate.of(sql).with("some", some(label, max, parameters)).sql(), parameters);
    }

    private String some(EraseLabel label, int max, Parameters parameters) {
        return SqlTemplate.of(SOME).with("condition", condition(label, parameters)).with("max", parameters.add((long) max))
                .sql();
    }

    /** All versions of silences of which one names the label with this value. */
    private Statement silences(EraseLabel label) {
        Parameters parameters = new Parameters(dialect);
        return Statement.of(SqlTemplate.of(SILENCES).with("condition",
                dialect.hasElement("e.matchers", Map.of("name", label.name(), "value", label.value()), parameters)).sql(),
                parameters);
    }

    /** Counts what a person did to alerts: acknowledgements, and versions of silences. */
    public Statement countActs(String author) {
        Parameters parameters = new Parameters(dialect);
        return Statement.of(SqlTemplate.of(COUNT_ACTS).with("author", parameters.add(author)).sql(), parameters);
    }

    public static ErasedActs acts(RowReader row) {
        return new ErasedActs(row.number("acknowledgements"), row.number("silences"));
    }

    /** Takes a person out of acknowledgements. */
    public Statement eraseAcknowledgements(String author) {
        return ofAuthor(ACKNOWLEDGED_BY, author);
    }

    /**
     * Deletes what a table of events has of a person's acknowledgements.
     *
     * @param payload the column as the database looks for members in it
     */
    public Statement eventsOf(String table, String payload, String author) {
        Parameters parameters = new Parameters(dialect);
        return Statement.of("delete from " + table + " where fingerprint is not null and type = 'alert.acknowledged' and "
                + dialect.hasMembers(payload, Map.of("acked_by", author), parameters), parameters);
    }

    /** Takes a person out of silences. */
    public Statement eraseSilences(String author) {
        return ofAuthor(SILENCED_BY, author);
    }

    private Statement ofAuthor(String sql, String author) {
        Parameters parameters = new Parameters(dialect);
        return Statement.of(SqlTemplate.of(sql).with("author", parameters.add(author)).sql(), parameters);
    }

    /** Erases new versions of silences that were erased before; run after they were stored. */
    public Statement eraseAgain(Collection<Silence> silences) {
        Parameters parameters = new Parameters(dialect);
        List<String> ids = silences.stream().map(Silence::silenceId).distinct().toList();
        return Statement.of(SqlTemplate.of(ERASED_AGAIN).with("ids", dialect.anyOf("s.silence_id", ids, parameters)).sql(),
                parameters);
    }

    private String condition(EraseLabel label, Parameters parameters) {
        return dialect.hasMembers("a.labels", Map.of(label.name(), label.value()), parameters);
    }
}
