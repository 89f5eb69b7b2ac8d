package io.alerthistory.storage.mapping;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

import io.alerthistory.episode.read.AlertReadStore;
import io.alerthistory.episode.read.AlertState;
import io.alerthistory.episode.read.EpisodeQuery;
import io.alerthistory.episode.read.EpisodeView;
import io.alerthistory.episode.read.FoundEpisode;
import io.alerthistory.episode.read.Place;

/**
 * The SQL of episodes by time. An episode of class k lasts at most 2^k seconds, so one that fires at an instant started
 * within 2^k seconds before it: a short range of an index for each class, and the partial index of those that still
 * fire.
 */
public final class EpisodeQueries {

    /** Of the classes of all durations up to the year 9999. */
    private static final String CLASSES = "classes (k) as (values "
            + IntStream.rangeClosed(0, 38).mapToObj(k -> "(" + k + ")").collect(Collectors.joining(", ")) + ")";

    private static final String ACTIVE = """
            {classes},
            active as materialized (
                select e.alert_id, e.starts_at_us, e.ends_at_us
                from classes c
                {ended}
                union all
                select e.alert_id, e.starts_at_us, e.ends_at_us
                from alert_episodes e
                where e.ends_at_us is null and {open})""";

    private static final String IN_CLASS = "e.span_class = c.k and e.ends_at_us is not null and {before}"
            + " and e.starts_at_us > {from} - (cast(1000000 as bigint) << c.k) and e.ends_at_us > {from}";

    /** Only alerts that are shown are read, and of all that fire only where the query asks for something of them. */
    private static final String FOUND = """
            cut as materialized (
                select x.alert_id, x.starts_at_us, x.ends_at_us
                from {episodes} x
                {alerts}
                {conditions}
                order by x.starts_at_us desc, x.alert_id desc
                limit {max}),
            found as materialized (
                select x.starts_at_us, x.ends_at_us, {identity}
                from cut x
                {identified})""";

    /**
     * What belongs to the found episodes: all that was reported of a startsAt before the next episode. Behind so much text,
     * rows
     * are not sent: how large a page is shows when it is read.
     */
    private static final String DETAILS = """
            bounded as materialized (
                select f.*, e.end_reason, e.received_at_us, e.end_received_at_us,
                    coalesce((
                        select min(n.starts_at_us) from alert_episodes n
                        where n.alert_id = f.alert_id and n.starts_at_us > f.starts_at_us), 9223372036854775807) as next_us
                from found f
                join alert_episodes e on e.alert_id = f.alert_id and e.starts_at_us = f.starts_at_us),
            detailed as materialized (
                select b.*, k.acked_at_us, k.acked_by,
                (select count(*) {notified}) as notifications,
                (select min(m.at_us) {notified}) as first_notified_at_us,
                (select {receivers} from (select distinct m.receiver {notified} order by m.receiver limit 20) r) as receivers,
                {annotations} as annotations
            from bounded b
            left join alert_acknowledgements k on k.alert_id = b.alert_id and k.starts_at_us = (
                select min(f.starts_at_us) from alert_acknowledgements f
                where f.alert_id = b.alert_id and f.starts_at_us >= b.starts_at_us and f.starts_at_us < b.next_us){acked}),
            {kept}
            select w.* from kept w
            order by w.starts_at_us desc, w.alert_id desc""";

    private static final String ANNOTATIONS = """
            (select t.annotations from alert_texts t
                where t.alert_id = b.alert_id and t.starts_at_us < b.next_us and t.annotations is not null
                order by t.starts_at_us desc limit 1)""";

    private static final String ORDER = "w.starts_at_us desc, w.alert_id desc";
    private static final String NONE = "cast(null as text)";

    /** State 3 is an alert that was kept out of the message. */
    private static final String NOTIFIED = "from alert_notified n join alert_notifications m"
            + " on m.notification_id = n.notification_id where n.alert_id = b.alert_id and n.starts_at_us >= b.starts_at_us"
            + " and n.starts_at_us < b.next_us and n.state < 3";

    private static final String OF_ALERT = """
            found as materialized (
                select x.starts_at_us, x.ends_at_us, x.alert_id
                from alert_episodes x
                where x.alert_id = {alert} and x.starts_at_us < {before}
                order by x.starts_at_us desc
                limit {max})""";

    private EpisodeQueries() {
    }

    /**
     * What fires at the instant of a query; of what was received by another instant, if the query has one. What has no end
     * is read in the order of its index, up to the page's size: of 1,500 that fire, half of the buffers.
     */
    public static Statement at(EpisodeQuery query, long atUs, Dialect dialect) {
        Parameters parameters = new Parameters(dialect);
        String at = parameters.add(atUs);
        String before = "e.starts_at_us <= " + at;
        Long knownAtUs = query.knownAtUs();
        String acked = " and k.acked_at_us <= " + at;
        String notified = " and m.at_us <= " + at;
        if (knownAtUs == null && query.filter().state() == AlertState.FIRING) {
            String found = found("alert_episodes", dialect.joinEach("alerts", "a", "a.alert_id = x.alert_id"),
                    List.of("x.starts_at_us <= " + at), query, parameters, dialect);
            return Statement.of("with " + found + ",\n" + details(acked, notified, dialect), parameters);
        }
        if (knownAtUs == null) {
            return active(query, before, at, before, "", parameters, dialect, acked, notified);
        }
        String known = parameters.add(knownAtUs);
        String received = before + " and e.received_at_us <= " + known;
        return active(query, received, parameters.add(atUs - EpisodeQuery.MAX_DELAY_US), received,
                " and (e.ends_at_us > " + at + " or e.end_received_at_us > " + known + ")", parameters, dialect,
                acked, notified + " and m.received_at_us <= " + known);
    }

    /** What started before a window and fires in it. */
    public static Statement reaching(EpisodeQuery query, Dialect dialect) {
        Parameters parameters = new Parameters(dialect);
        String from = parameters.add(query.window().fromUs());
        String before = "e.starts_at_us < " + from;
        return active(query, before, from, before, "", parameters, dialect, "", "");
    }

    private static Statement active(EpisodeQuery query, String before, String from, String open, String more,
            Parameters parameters, Dialect dialect, String acked, String notified) {
        String inClass = SqlTemplate.of(IN_CLASS).with("before", before).with("from", from).sql() + more;
        String active = SqlTemplate.of(ACTIVE).with("classes", CLASSES)
                .with("ended", dialect.joinEach("alert_episodes", "e", inClass)).with("open", open).sql();
        String found = found("active", dialect.joinEach("alerts", "a", "a.alert_id = x.alert_id"), List.of(), query, parameters,
                dialect);
        return Statement.of("with " + active + ",\n" + found + ",\n" + details(acked, notified, dialect), parameters);
    }

    /** What starts in a window. Whether the alerts or the episodes are read first, the planner decides. */
    public static Statement started(EpisodeQuery query, Dialect dialect) {
        Parameters parameters = new Parameters(dialect);
        List<String> conditions = new ArrayList<>();
        conditions.add("x.starts_at_us >= " + parameters.add(query.window().fromUs()));
        conditions.add("x.starts_at_us < " + parameters.add(query.window().toUs()));
        String found = found("alert_episodes", "join alerts a on a.alert_id = x.alert_id", conditions, query, parameters,
                dialect);
        return Statement.of("with " + found + ",\n" + details("", "", dialect), parameters);
    }

    /** Episodes of one alert, the newest first. */
    public static Statement of(long alertId, long beforeUs, int max, int maxText, Dialect dialect) {
        Parameters parameters = new Parameters(dialect);
        String found = SqlTemplate.of(OF_ALERT).with("alert", parameters.add(alertId)).with("before", parameters.add(beforeUs))
                .with("max", parameters.add((long) max)).sql();
        return Statement.of(
                "with " + found + ",\n" + details("", "", "0", maxText > 0 ? ANNOTATIONS : NONE, Math.max(1, maxText), dialect),
                parameters);
    }

    private static String found(String episodes, String alerts, List<String> started, EpisodeQuery query,
            Parameters parameters, Dialect dialect) {
        List<String> ofAlerts = AlertQueries.conditions(query.filter(), dialect, parameters);
        List<String> conditions = new ArrayList<>(started);
        conditions.addAll(ofAlerts);
        conditions.addAll(conditions(query, parameters));
        return SqlTemplate.of(FOUND).with("identity", AlertQueries.IDENTITY).with("episodes", episodes)
                .with("alerts", ofAlerts.isEmpty() ? "" : alerts).with("conditions", AlertQueries.where(conditions))
                .with("max", parameters.add((long) query.size()))
                .with("identified", dialect.joinEach("alerts", "a", "a.alert_id = x.alert_id")).sql();
    }

    private static String details(String acked, String notified, Dialect dialect) {
        return details(acked, notified, "length(w.labels)", ANNOTATIONS, AlertReadStore.MAX_TEXT, dialect);
    }

    private static String details(String acked, String notified, String labels, String annotations, int maxText,
            Dialect dialect) {
        return SqlTemplate.of(DETAILS)
                .with("kept",
                        TextCut.of("detailed", maxText, labels + " + coalesce(length(cast(w.annotations as text)), 0)", ORDER))
                .with("annotations", annotations).with("acked", acked)
                .with("notified", NOTIFIED + notified).with("receivers", dialect.jsonArray("r.receiver")).sql();
    }

    private static List<String> conditions(EpisodeQuery query, Parameters parameters) {
        List<String> conditions = new ArrayList<>();
        AlertState state = query.filter().state();
        if (state != null) {
            conditions.add(state == AlertState.FIRING ? "x.ends_at_us is null" : "x.ends_at_us is not null");
        }
        Place after = query.after();
        if (after != null) {
            conditions.add("(x.starts_at_us, x.alert_id) < (" + parameters.add(after.us()) + ", "
                    + parameters.add(after.number()) + ")");
        }
        return conditions;
    }

    /**
     * A row that was found by time.
     *
     * @param knownAtUs an end that was received later is not shown; null shows all
     */
    public static FoundEpisode found(RowReader row, @Nullable Long knownAtUs) {
        Long received = row.longOrNull("end_received_at_us");
        boolean ended = knownAtUs == null || (received != null && received <= knownAtUs);
        return new FoundEpisode(row.number("alert_id"), AlertQueries.labels(row), row.text("alertname"),
                row.textOrNull("severity"),
                episode(row, row.text("fingerprint"), row.text("source"), ended),
                TextCut.isCut(row));
    }

    /** A row of an alert. */
    public static EpisodeView episode(RowReader row, String fingerprint, String source) {
        return episode(row, fingerprint, source, true);
    }

    private static EpisodeView episode(RowReader row, String fingerprint, String source, boolean ended) {
        return new EpisodeView(fingerprint, source, row.number("starts_at_us"), ended ? row.longOrNull("ends_at_us") : null,
                ended ? AlertQueries.endReason(row) : null, row.number("received_at_us"),
                ended ? row.longOrNull("end_received_at_us") : null, row.number("notifications"),
                row.longOrNull("first_notified_at_us"),
                TextList.of(row.text("receivers")), row.longOrNull("acked_at_us"), row.textOrNull("acked_by"),
                row.jsonOrNull("annotations"));
    }
}
