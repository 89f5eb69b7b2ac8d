package io.alerthistory.storage.mapping;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.alerthistory.episode.AlertKey;
import io.alerthistory.episode.EndReason;
import io.alerthistory.episode.Notification;
import io.alerthistory.episode.Suppression;
import io.alerthistory.episode.read.AlertReadStore;
import io.alerthistory.episode.read.DetailedAlert;
import io.alerthistory.episode.read.Inhibitor;
import io.alerthistory.episode.read.Place;
import io.alerthistory.episode.read.Suppressed;
import io.alerthistory.episode.read.TransitionKind;
import io.alerthistory.episode.read.TransitionView;

/**
 * The SQL of what happened to an alert: portable. Each kind of transition is read in the order of time, up to the
 * page's size.
 */
public final class AlertTimelineQueries {

    /** Rows of one kind at the instant of the cursor that the page before may have had. */
    private static final int SEEN = 16;

    private static final String EPISODE = """
            (select max(l.starts_at_us) from alert_episodes l
                where l.alert_id = {alert} and l.starts_at_us <= {start})""";

    private static final String ARM = """
            select * from (
                select {kind} as kind, {at} as at_us, {ref} as ref, {received} as received_at_us, {episode} as starts_at_us,
                    {receiver} as receiver, {integration} as integration, {reason} as reason, {state} as state, {by} as by_whom,
                    {comment} as comment
                from {from}
                where {conditions}
                order by 2, 3
                limit {max}) {alias}""";

    private static final String NONE = "cast(null as text)";

    private static final String SUPPRESSIONS = """
            select {more}s.alert_id, a.source, s.kind, s.ref, s.first_seen_us, s.received_at_us, e.starts_at_us, e.ends_at_us,
                {silencestart} as silence_starts_at_us, {silenceend} as silence_ends_at_us, {silenceby} as silence_by,
                {silencecomment} as silence_comment
            from {from}
            join alerts a on a.alert_id = s.alert_id
            join alert_episodes e on e.alert_id = s.alert_id and e.starts_at_us <= s.last_seen_us and e.starts_at_us >= coalesce((
                select max(m.starts_at_us) from alert_episodes m
                where m.alert_id = s.alert_id and m.starts_at_us <= s.first_seen_us), s.first_seen_us)
            where {conditions}
            order by s.first_seen_us desc, s.alert_id, s.kind, s.ref
            limit {max}""";

    /**
     * Cut before the episodes are joined. Otherwise the planner expected thousands of them, and read the table with two
     * processes: 32 ms for a page of 50 alerts.
     */
    private static final String SUPPRESSED = """
            with seen as materialized (
                select p.*
                from alert_suppressions p
                where p.alert_id in ({alerts}) and p.last_seen_us >= {from}{known}
                order by p.first_seen_us desc, p.alert_id, p.kind, p.ref
                limit {max})
            """;

    /** The newest version says when the silence ended, or ends. Each row has a copy of its comment, so that is cut. */
    private static final String SILENCE = "(select {column} from alert_silences v where s.kind = 1 and v.source = a.source"
            + " and v.silence_id = s.ref{known} order by v.updated_at_us desc limit 1)";

    private static final String INHIBITORS = """
            with asked (source, fingerprint, seen_us) as (values {values})
            select q.source, q.fingerprint, q.seen_us, e.starts_at_us, e.ends_at_us
            from asked q
            join alerts a on a.source = q.source and a.fingerprint = q.fingerprint
            join alert_episodes e on e.alert_id = a.alert_id and e.starts_at_us = (
                select max(m.starts_at_us) from alert_episodes m
                where m.alert_id = a.alert_id and m.starts_at_us <= q.seen_us)""";

    private AlertTimelineQueries() {
    }

    /** The transitions of an alert behind a place, and some at it; but those of silences and inhibitions. */
    public static Statement transitions(DetailedAlert alert, @Nullable Place after, int max, Dialect dialect) {
        Parameters parameters = new Parameters(dialect);
        String id = parameters.add(alert.id());
        String limit = parameters.add((long) max + SEEN);
        String from = parameters.add(after == null ? Long.MIN_VALUE : after.us());
        List<String> arms = Stream.of(fired(id, from), resolved(id, from), notified(id, from, after, parameters),
                acknowledged(id, from), moved(id, from),
                session(id, from, parameters.add(alert.fingerprint()), parameters.add(alert.source())))
                .map(arm -> arm.with("max", limit).sql()).toList();
        return Statement.of(String.join("\nunion all\n", arms), parameters);
    }

    private static SqlTemplate fired(String id, String from) {
        return plain(arm(TransitionKind.FIRED, "e.starts_at_us", "''", "e.received_at_us", "e.starts_at_us"))
                .with("from", "alert_episodes e").with("conditions", "e.alert_id = " + id + " and e.starts_at_us >= " + from);
    }

    /** Episodes of an alert do not overlap: the last one that starts before an instant is the first that can end there. */
    private static SqlTemplate resolved(String id, String from) {
        return plain(arm(TransitionKind.RESOLVED, "e.ends_at_us", named(EndReason.values(), EndReason::code, "e.end_reason"),
                "e.end_received_at_us", "e.starts_at_us"))
                .with("from", "alert_episodes e")
                .with("conditions", "e.alert_id = " + id + " and e.ends_at_us >= " + from
                        + " and e.starts_at_us >= coalesce((select max(l.starts_at_us) from alert_episodes l where l.alert_id = "
                        + id + " and l.starts_at_us < " + from + "), " + from + ")");
    }

    private static SqlTemplate notified(String id, String from, @Nullable Place after, Parameters parameters) {
        String behind = after == null || after.number() != TransitionKind.NOTIFIED.code() ? "m.at_us >= " + from
                : "(m.at_us, m.notification_id) >= (" + from + ", " + parameters.add(after.ref()) + ")";
        return arm(TransitionKind.NOTIFIED, "m.at_us", "m.notification_id", "m.received_at_us", episode(id, "n.starts_at_us"))
                .with("receiver", "m.receiver").with("integration", "m.integration").with("reason", "m.reason")
                .with("state", named(Notification.State.values(), Notification.State::code, "n.state")).with("by", NONE)
                .with("comment", NONE)
                .with("from", "alert_notified n join alert_notifications m on m.notification_id = n.notification_id")
                .with("conditions", "n.alert_id = " + id + " and " + behind);
    }

    private static SqlTemplate acknowledged(String id, String from) {
        return arm(TransitionKind.ACKNOWLEDGED, "k.acked_at_us", "''", "k.acked_at_us", episode(id, "k.starts_at_us"))
                .with("receiver", NONE).with("integration", NONE).with("reason", NONE).with("state", NONE)
                .with("by", "k.acked_by").with("comment", "k.comment").with("from", "alert_acknowledgements k")
                .with("conditions", "k.alert_id = " + id + " and k.acked_at_us >= " + from);
    }

    /** The starts within an episode lie within it, so this is the order of the key. */
    private static SqlTemplate moved(String id, String from) {
        return plain(arm(TransitionKind.MOVED, "s.starts_at_us", "''", "s.received_at_us", "s.episode_starts_at_us"))
                .with("from", "alert_starts s").with("conditions", "s.alert_id = " + id
                        + " and s.starts_at_us >= " + from + " and s.starts_at_us > s.episode_starts_at_us");
    }

    private static SqlTemplate session(String id, String from, String fingerprint, String source) {
        return plain(arm(TransitionKind.SESSION, "h.started_at_us", "h.session_id", "cast(null as bigint)",
                episode(id, "h.alert_starts_at_us")))
                .with("from", "alert_sessions h")
                .with("conditions", "h.alert_fingerprint = " + fingerprint + " and h.alert_source = " + source
                        + " and h.started_at_us >= " + from);
    }

    private static SqlTemplate arm(TransitionKind kind, String at, String ref, String received, String episode) {
        return SqlTemplate.of(ARM).with("kind", String.valueOf(kind.code())).with("at", at).with("ref", ref)
                .with("received", received).with("episode", episode)
                .with("alias", kind.name().toLowerCase(Locale.ROOT) + "_rows");
    }

    private static SqlTemplate plain(SqlTemplate arm) {
        return arm.with("receiver", NONE).with("integration", NONE).with("reason", NONE).with("state", NONE).with("by", NONE)
                .with("comment", NONE);
    }

    private static String episode(String id, String start) {
        return SqlTemplate.of(EPISODE).with("alert", id).with("start", start).sql();
    }

    private static <E extends Enum<E>> String named(E[] values, ToIntFunction<E> code, String column) {
        return Stream.of(values)
                .map(value -> "when %d then '%s'".formatted(code.applyAsInt(value), value.name().toLowerCase(Locale.ROOT)))
                .collect(Collectors.joining(" ", "case " + column + " ", " end"));
    }

    /** A row of the transitions. */
    public static TransitionView transition(RowReader row, DetailedAlert alert) {
        return new TransitionView(TransitionKind.of(row.number("kind")), row.number("at_us"), row.text("ref"),
                row.longOrNull("received_at_us"), row.longOrNull("starts_at_us"), alert.source(), row.textOrNull("receiver"),
                row.textOrNull("integration"), row.textOrNull("reason"), row.textOrNull("state"), row.textOrNull("by_whom"),
                row.textOrNull("comment"));
    }

    /** By what the episodes of some alerts were held back that start at an instant or later. */
    public static Statement suppressions(Collection<Long> alertIds, long fromUs, @Nullable Long knownAtUs, Dialect dialect) {
        Parameters parameters = new Parameters(dialect);
        String alerts = alertIds.stream().sorted().map(parameters::add).collect(Collectors.joining(", "));
        String from = parameters.add(fromUs);
        String known = knownAtUs == null ? "" : parameters.add(knownAtUs);
        String seen = SqlTemplate.of(SUPPRESSED).with("alerts", alerts).with("from", from)
                .with("known", known.isEmpty() ? "" : " and p.received_at_us <= " + known)
                .with("max", parameters.add((long) AlertReadStore.MAX_SUPPRESSIONS)).sql();
        Statement joined = suppressions("", "seen s", "e.starts_at_us >= " + from, known, AlertReadStore.MAX_SUPPRESSIONS,
                parameters);
        return new Statement(seen + joined.sql(), joined.parameters());
    }

    /**
     * By what the episodes of groups of alerts were held back.
     *
     * @param key of an alert {@code a}
     * @param from suppressions as {@code s}
     * @param conditions on them, on the alert and on the episode {@code e}
     */
    static Statement suppressions(String key, String from, String conditions, int max, Parameters parameters) {
        return suppressions(key + " as group_key, ", from, conditions, "", max, parameters);
    }

    private static Statement suppressions(String more, String from, String conditions, String known, int max,
            Parameters parameters) {
        String sql = SqlTemplate.of(SUPPRESSIONS).with("more", more).with("from", from)
                .with("silencestart", silence("v.starts_at_us", known))
                .with("silenceend", silence("v.ends_at_us", known))
                .with("silenceby", silence("substr(v.created_by, 1, 255)", known))
                .with("silencecomment", silence("substr(v.comment, 1, 500)", known)).with("conditions", conditions)
                .with("max", parameters.add((long) max)).sql();
        return Statement.of(sql, parameters);
    }

    private static String silence(String column, String known) {
        return SqlTemplate.of(SILENCE).with("column", column)
                .with("known", known.isEmpty() ? "" : " and v.received_at_us <= " + known).sql();
    }

    public static Suppressed suppressed(RowReader row) {
        return new Suppressed(row.number("alert_id"), row.text("source"), Suppression.Kind.of(row.number("kind")),
                row.text("ref"), row.number("first_seen_us"), row.number("received_at_us"), row.number("starts_at_us"),
                row.longOrNull("ends_at_us"), row.longOrNull("silence_starts_at_us"), row.longOrNull("silence_ends_at_us"),
                row.textOrNull("silence_by"), row.textOrNull("silence_comment"));
    }

    /** The episodes of alerts that inhibit. */
    public static Statement inhibitors(List<Inhibitor.Asked> asked, Dialect dialect) {
        Parameters parameters = new Parameters(dialect);
        String values = asked.stream()
                .map(one -> "(" + parameters.addAlert(one.key()) + ", cast(" + parameters.add(one.seenUs()) + " as bigint))")
                .collect(Collectors.joining(", "));
        return Statement.of(SqlTemplate.of(INHIBITORS).with("values", values).sql(), parameters);
    }

    public static Inhibitor inhibitor(RowReader row) {
        return new Inhibitor(new AlertKey(row.text("source"), row.text("fingerprint")), row.number("seen_us"),
                row.number("starts_at_us"), row.longOrNull("ends_at_us"));
    }
}
