package io.alerthistory.storage.mapping;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.alerthistory.episode.EndReason;
import io.alerthistory.episode.read.AlertDetailView;
import io.alerthistory.episode.read.AlertFilter;
import io.alerthistory.episode.read.AlertOrder;
import io.alerthistory.episode.read.AlertQuery;
import io.alerthistory.episode.read.AlertReadStore;
import io.alerthistory.episode.read.AlertState;
import io.alerthistory.episode.read.AlertView;
import io.alerthistory.episode.read.DetailedAlert;
import io.alerthistory.episode.read.ListedAlert;
import io.alerthistory.episode.read.Place;
import io.alerthistory.episode.read.TimeWindow;
import io.alerthistory.episode.statistics.Definitions;
import io.alerthistory.history.CountMode;
import io.alerthistory.json.JsonText;

/**
 * The SQL of alerts: portable but for what {@link Dialect} has. A page is cut before anything else is looked up, so
 * that the latest episode, its acknowledgement and the counts are read for the shown alerts only.
 */
public final class AlertQueries {

    static final String IDENTITY = "a.alert_id, a.source, a.fingerprint, a.alertname, a.severity,"
            + " cast(a.labels as text) as labels";

    /** The episodes of an alert do not overlap: beside those that start in the window, only the one before may reach it. */
    private static final String STARTED = """
            select {what}
            from alert_episodes w
            where w.alert_id = {alert} and w.starts_at_us >= {from} and w.starts_at_us < {to}""";

    private static final String REACHING = """
            select {what}
            from alert_episodes w
            where w.alert_id = {alert} and (w.ends_at_us is null or w.ends_at_us > {from})
                and w.starts_at_us = (
                    select max(m.starts_at_us) from alert_episodes m
                    where m.alert_id = {alert} and m.starts_at_us < {from})""";

    private static final String ALL_EPISODES = "select count(*) from alert_episodes w where w.alert_id = {alert}";

    private static final String PAGE = """
            with page as materialized (
                {rows}
                order by {order}
                limit {max}){kept}
            select page.*, e.starts_at_us, e.ends_at_us, e.end_reason, k.acked_at_us, k.acked_by{more},
                {episodes} as episodes, {firing} as firing_us, {recent} as recent
            from {page} page
            left join alert_episodes e on e.alert_id = page.alert_id and e.starts_at_us = (
                select max(l.starts_at_us) from alert_episodes l where l.alert_id = page.alert_id)
            left join alert_acknowledgements k on k.alert_id = page.alert_id and k.starts_at_us = (
                select min(f.starts_at_us) from alert_acknowledgements f
                where f.alert_id = page.alert_id and f.starts_at_us >= e.starts_at_us)
            order by {last}""";

    /** In the order of an index. */
    private static final String ROWS = """
            select {identity}, a.first_seen_us, a.changed_at_us, a.firing, a.changed_at_us as sort_value
            from alerts a
            {conditions}""";

    /** In the order of what is computed of each alert that matches. */
    private static final String SORTED_ROWS = """
            select s.*
            from (
                select {identity}, a.first_seen_us, a.changed_at_us, a.firing, {value} as sort_value
                from alerts a
                {conditions}) s
            {after}""";

    private static final String LATEST_START = """
            coalesce((select max(l.starts_at_us) from alert_episodes l where l.alert_id = a.alert_id), 0)""";

    /** The part of the window in which an alert fires. */
    private static final String FIRING = """
            cast(coalesce((
                select sum(case when w.ends_at_us is null or w.ends_at_us > {until} then {until} else w.ends_at_us end
                    - case when w.starts_at_us > {from} then w.starts_at_us else {from} end)
                from alert_episodes w
                where w.alert_id = {alert} and w.starts_at_us < {until} and (w.ends_at_us is null or w.ends_at_us > {from})
                    and w.starts_at_us >= coalesce((
                        select max(m.starts_at_us) from alert_episodes m
                        where m.alert_id = {alert} and m.starts_at_us <= {from}), {from})), 0) as bigint)""";

    /** The latest of each kind: a report may have one without the other. */
    private static final String TEXTS = """
            , k.comment as ack_comment,
                (select t.annotations from alert_texts t where t.alert_id = page.alert_id and t.annotations is not null
                order by t.starts_at_us desc limit 1) as annotations,
                (select t.extra from alert_texts t where t.alert_id = page.alert_id and t.extra is not null
                order by t.starts_at_us desc limit 1) as extra""";

    private AlertQueries() {
    }

    /** A page of alerts in the order that the query names. */
    public static Statement page(AlertQuery query, Dialect dialect) {
        Parameters parameters = new Parameters(dialect);
        List<String> conditions = conditions(query, dialect, parameters);
        boolean indexed = query.sort() == AlertOrder.CHANGED_AT_US;
        List<String> after = indexed ? conditions : new ArrayList<>();
        Place place = query.after();
        if (place != null) {
            after.add((indexed ? "(a.changed_at_us, a.alert_id) < (" : "(s.sort_value, s.alert_id) < (")
                    + parameters.add(place.us()) + ", " + parameters.add(place.number()) + ")");
        }
        String rows = indexed ? SqlTemplate.of(ROWS).with("identity", IDENTITY).with("conditions", where(conditions)).sql()
                : SqlTemplate.of(SORTED_ROWS).with("identity", IDENTITY).with("conditions", where(conditions))
                        .with("value", value(query, "a.alert_id", parameters)).with("after", where(after)).sql();
        String kept = ",\n" + TextCut.of("page", "length(w.labels)", "w.sort_value desc, w.alert_id desc");
        String sql = SqlTemplate.of(PAGE).with("rows", rows).with("kept", kept).with("page", "kept")
                .with("order", indexed ? "a.changed_at_us desc, a.alert_id desc" : "s.sort_value desc, s.alert_id desc")
                .with("more", "").with("episodes", episodes(query.window(), "page.alert_id", parameters))
                .with("firing", firing(query, "page.alert_id", parameters))
                .with("recent", FlappingQueries.recent(query.nowUs(), dialect, parameters))
                .with("max", parameters.add((long) query.size())).with("last", "page.sort_value desc, page.alert_id desc")
                .sql();
        return Statement.of(sql, parameters);
    }

    private static String value(AlertQuery query, String alert, Parameters parameters) {
        return switch (query.sort()) {
            case CHANGED_AT_US -> "a.changed_at_us";
            case STARTS_AT_US -> LATEST_START;
            case EPISODES -> episodes(query.window(), alert, parameters);
            case FIRING_SECONDS -> firing(query, alert, parameters);
        };
    }

    private static String firing(AlertQuery query, String alert, Parameters parameters) {
        long fromUs = query.window().fromUs();
        String from = "cast(" + parameters.add(fromUs) + " as bigint)";
        // Of a window in the future nothing has passed.
        long untilUs = Math.max(fromUs, Math.min(query.window().toUs(), query.nowUs()));
        String until = "cast(" + parameters.add(untilUs) + " as bigint)";
        return SqlTemplate.of(FIRING).with("from", from).with("until", until).with("alert", alert).sql();
    }

    /** The alerts with a fingerprint. */
    public static Statement named(String fingerprint, @Nullable String source, Dialect dialect) {
        Parameters parameters = new Parameters(dialect);
        List<String> conditions = new ArrayList<>(List.of("a.fingerprint = " + parameters.add(fingerprint)));
        if (source != null) {
            conditions.add("a.source = " + parameters.add(source));
        }
        String rows = SqlTemplate.of(ROWS).with("identity", IDENTITY).with("conditions", where(conditions)).sql();
        String sql = SqlTemplate.of(PAGE).with("rows", rows).with("kept", "").with("page", "page").with("order", "a.source")
                .with("more", TEXTS)
                .with("episodes", episodes(TimeWindow.ALL, "page.alert_id", parameters)).with("firing", "0")
                .with("recent", "cast(null as text)")
                .with("max", parameters.add(AlertReadStore.MAX_SOURCES + 1L)).with("last", "page.source").sql();
        return Statement.of(sql, parameters);
    }

    /** Counts up to the bound and one more. */
    public static Statement bounded(AlertQuery query, Dialect dialect) {
        Statement matches = matches(query, dialect);
        return new Statement("select count(*) as total from (" + matches.sql() + " limit " + (CountMode.BOUND + 1)
                + ") bounded", matches.parameters());
    }

    public static Statement exact(AlertQuery query, Dialect dialect) {
        Statement matches = matches(query, dialect);
        return new Statement("select count(*) as total from (" + matches.sql() + ") matched", matches.parameters());
    }

    /** All that match, of which an estimate is made. */
    public static Statement matches(AlertQuery query, Dialect dialect) {
        Parameters parameters = new Parameters(dialect);
        return Statement.of("select 1 as one from alerts a " + where(conditions(query, dialect, parameters)), parameters);
    }

    private static List<String> conditions(AlertQuery query, Dialect dialect, Parameters parameters) {
        List<String> conditions = conditions(query.filter(), dialect, parameters);
        if (query.filter().state() != null) {
            conditions.add(query.filter().state() == AlertState.FIRING ? "a.firing" : "not a.firing");
        }
        if (!query.window().equals(TimeWindow.ALL)) {
            String from = parameters.add(query.window().fromUs());
            String to = parameters.add(query.window().toUs());
            conditions.add("(exists (" + started("1", "a.alert_id", from, to) + ") or exists ("
                    + reaching("1", "a.alert_id", from) + "))");
        }
        return conditions;
    }

    /** The conditions on the identity, as {@code a}. */
    static List<String> conditions(AlertFilter filter, Dialect dialect, Parameters parameters) {
        List<String> conditions = new ArrayList<>();
        equal("a.alertname", filter.alertname(), parameters, conditions);
        equal("a.severity", filter.severity(), parameters, conditions);
        equal("a.source", filter.source(), parameters, conditions);
        if (!filter.labels().isEmpty()) {
            conditions.add(dialect.hasMembers("a.labels", filter.labels(), parameters));
        }
        return conditions;
    }

    static void equal(String column, @Nullable String value, Parameters parameters, List<String> conditions) {
        if (value != null) {
            conditions.add(column + " = " + parameters.add(value));
        }
    }

    static String where(List<String> conditions) {
        return conditions.isEmpty() ? "" : "where " + String.join(" and ", conditions);
    }

    private static String episodes(TimeWindow window, String alert, Parameters parameters) {
        if (window.equals(TimeWindow.ALL)) {
            return "(" + SqlTemplate.of(ALL_EPISODES).with("alert", alert).sql() + ")";
        }
        String from = parameters.add(window.fromUs());
        return "((" + started("count(*)", alert, from, parameters.add(window.toUs())) + ") + ("
                + reaching("count(*)", alert, from) + "))";
    }

    private static String started(String what, String alert, String from, String to) {
        return SqlTemplate.of(STARTED).with("what", what).with("alert", alert).with("from", from).with("to", to).sql();
    }

    private static String reaching(String what, String alert, String from) {
        return SqlTemplate.of(REACHING).with("what", what).with("alert", alert).with("from", from).sql();
    }

    /** A row of a page. */
    public static ListedAlert listed(RowReader row, long nowUs) {
        return new ListedAlert(row.number("alert_id"), new AlertView(row.text("fingerprint"), row.text("source"),
                labels(row), row.text("alertname"), row.textOrNull("severity"), AlertState.of(row.flag("firing")),
                row.longOrNull("starts_at_us"), row.longOrNull("ends_at_us"), endReason(row), row.number("changed_at_us"),
                row.number("first_seen_us"), row.number("episodes"), row.longOrNull("acked_at_us"),
                row.textOrNull("acked_by"), row.number("firing_us") / Definitions.SECOND_US,
                FlappingQueries.isFlapping(row, nowUs)), row.number("sort_value"),
                TextCut.isCut(row));
    }

    /** An alert with its texts. */
    public static DetailedAlert detailed(RowReader row) {
        return new DetailedAlert(row.number("alert_id"), new AlertDetailView(row.text("fingerprint"), row.text("source"),
                labels(row), row.text("alertname"), row.textOrNull("severity"), AlertState.of(row.flag("firing")),
                row.longOrNull("starts_at_us"), row.longOrNull("ends_at_us"), endReason(row), row.number("changed_at_us"),
                row.number("first_seen_us"), row.number("episodes"), row.longOrNull("acked_at_us"),
                row.textOrNull("acked_by"), row.textOrNull("ack_comment"), row.jsonOrNull("annotations"),
                row.jsonOrNull("extra")));
    }

    static @Nullable EndReason endReason(RowReader row) {
        Long code = row.longOrNull("end_reason");
        return code == null ? null : EndReason.of(code);
    }

    /** The labels of a row in the order of their names: PostgreSQL's jsonb has an order of its own. */
    static JsonText labels(RowReader row) {
        ObjectNode sorted = JsonNodeFactory.instance.objectNode();
        row.json("labels").tree().properties().stream().sorted(Map.Entry.comparingByKey())
                .forEach(label -> sorted.set(label.getKey(), label.getValue()));
        return JsonText.of(sorted);
    }
}
