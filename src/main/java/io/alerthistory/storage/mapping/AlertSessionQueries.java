package io.alerthistory.storage.mapping;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

import io.alerthistory.alert.AlertStore.Uninvestigated;
import io.alerthistory.alert.MirroredSession;
import io.alerthistory.episode.AlertKey;
import io.alerthistory.json.JsonName;
import io.alerthistory.json.JsonText;
import io.alerthistory.session.InvestigatedAlert;
import io.alerthistory.session.SessionStatus;

/** The SQL of the sessions that belong to alerts: portable. */
public final class AlertSessionQueries {

    /** The maximum number of alerts of {@link #uninvestigated}. */
    public static final int MAX_ASKED = 500;

    /** The maximum size of an alert that a migration reads, in characters. */
    private static final int MAX_ALERT = 131_072;

    private static final String UNINVESTIGATED = """
            with asked (source, fingerprint, reported_us) as (values {values})
            select q.source, q.fingerprint, q.reported_us, e.starts_at_us
            from asked q
            join alerts a on a.source = q.source and a.fingerprint = q.fingerprint
            join alert_episodes e on e.alert_id = a.alert_id and e.ends_at_us is null and e.starts_at_us = (
                select max(m.starts_at_us) from alert_episodes m
                where m.alert_id = a.alert_id and m.starts_at_us <= q.reported_us)
            where not exists (
                select 1 from alert_sessions h
                where h.alert_fingerprint = q.fingerprint and h.alert_source = q.source and h.alert_starts_at_us >= e.starts_at_us
                    and h.alert_starts_at_us < coalesce((
                        select min(n.starts_at_us) from alert_episodes n
                        where n.alert_id = a.alert_id and n.starts_at_us > e.starts_at_us), 9223372036854775807))
            order by q.source, q.fingerprint, q.reported_us""";

    /** The condition is that of its index. */
    private static final String UNMIGRATED = """
            select session_id, alert_id, alert_type, status, started_at_us, completed_at_us, alert_starts, erased_at_us,
                case when length({data}) <= {length} then {data} end as alert_text
            from alert_sessions
            where (agent_type = 'alertmanager') is true and chain_id = 'alertmanager' and alert_fingerprint is null
                and alert_id like '%@%' and (completed_at_us is not null or {open} = 1)
            order by session_id
            limit {max}""";

    /** Those that a worker has claimed are no mirrors. */
    private static final String MIRRORING = """
            select session_id
            from alert_sessions
            where status = 'in_progress' and agent_type = 'alertmanager' and chain_id = 'alertmanager' and claimed_at_us is null
                and substr(alert_id, 1, length(alert_fingerprint) + 1) = alert_fingerprint || '@'
            order by session_id
            limit {max}""";

    /**
     * What a person does in a session may be the first human act for its alert. Of an alert that is not known there are no
     * sums.
     */
    private static final String TOUCH = """
            insert into alert_touched (alert_id, day)
            select distinct a.alert_id, h.alert_starts_at_us / 86400000000
            from alert_sessions h
            join alerts a on a.source = h.alert_source and a.fingerprint = h.alert_fingerprint
            where {sessions}""";

    private AlertSessionQueries() {
    }

    /** Marks the days of the alerts of some sessions, whose sums are to be made again. */
    public static Statement touch(Collection<String> sessionIds, Dialect dialect) {
        Parameters parameters = new Parameters(dialect);
        return Statement.of(touch(dialect.anyOf("h.session_id", sessionIds, parameters)), parameters);
    }

    /** The same for a condition on sessions {@code h}. */
    public static String touch(String condition) {
        return SqlTemplate.of(TOUCH).with("sessions", condition).sql();
    }

    /** Which of at most {@link #MAX_ASKED} alerts fire without a session. */
    public static Statement uninvestigated(List<InvestigatedAlert> reported, Dialect dialect) {
        Parameters parameters = new Parameters(dialect);
        String values = reported.stream()
                .map(alert -> "(" + parameters.addAlert(new AlertKey(alert.source(), alert.fingerprint())) + ", cast("
                        + parameters.add(alert.startsAtUs()) + " as bigint))")
                .collect(Collectors.joining(", "));
        return Statement.of(SqlTemplate.of(UNINVESTIGATED).with("values", values).sql(), parameters);
    }

    public static Uninvestigated uninvestigated(RowReader row) {
        return new Uninvestigated(new AlertKey(row.text("source"), row.text("fingerprint")), row.number("reported_us"),
                row.number("starts_at_us"));
    }

    /**
     * Sessions of alerts that no migration has looked at.
     *
     * @param open whether those that have not ended are among them
     */
    public static Statement unmigrated(boolean open, int max, Dialect dialect) {
        Parameters parameters = new Parameters(dialect);
        String sql = SqlTemplate.of(UNMIGRATED).with("data", "cast(alert_data as text)")
                .with("length", parameters.add((long) MAX_ALERT)).with("open", parameters.add(open ? 1L : 0L))
                .with("max", parameters.add((long) max)).sql();
        return Statement.of(sql, parameters);
    }

    public static MirroredSession mirrored(RowReader row) {
        String text = row.textOrNull("alert_text");
        return new MirroredSession(row.text("session_id"), row.text("alert_id"), row.textOrNull("alert_type"),
                JsonName.stored(SessionStatus.class, row.text("status")), row.number("started_at_us"),
                row.longOrNull("completed_at_us"), row.textOrNull("alert_starts"), row.longOrNull("erased_at_us") != null,
                text == null ? null : new JsonText(text));
    }

    /** Sessions that mirror a firing alert. */
    public static Statement mirroring(int max, Dialect dialect) {
        Parameters parameters = new Parameters(dialect);
        return Statement.of(SqlTemplate.of(MIRRORING).with("max", parameters.add((long) max)).sql(), parameters);
    }
}
