package io.alerthistory.storage.mapping;

import java.util.Collection;
import java.util.stream.Collectors;

import io.alerthistory.episode.AlertKey;
import io.alerthistory.episode.read.AlertInvestigation;
import io.alerthistory.episode.read.AlertReadStore;
import io.alerthistory.episode.read.FiringCount;
import io.alerthistory.json.JsonName;
import io.alerthistory.session.SessionStatus;

/** The SQL of what fires, and of the investigations of alerts: portable. */
public final class FiringQueries {

    /** Relies on the partial index of open episodes. */
    private static final String FIRING = """
            select f.severity, count(*) as alerts, sum(f.acknowledged) as acknowledged
            from (
                select a.severity, case when exists (
                    select 1 from alert_acknowledgements k
                    where k.alert_id = e.alert_id and k.starts_at_us >= e.starts_at_us) then 1 else 0 end as acknowledged
                from alert_episodes e
                join alerts a on a.alert_id = e.alert_id
                where e.ends_at_us is null) f
            group by f.severity
            order by 2 desc, 1
            limit {max}""";

    /** The one that started last, by the index of the sessions of an alert. */
    private static final String INVESTIGATIONS = """
            with asked (source, fingerprint) as (values {values})
            select q.source, q.fingerprint, h.session_id, h.status, h.started_at_us
            from asked q
            join alert_sessions h on h.session_id = (
                select s.session_id from alert_sessions s
                where s.alert_fingerprint = q.fingerprint and s.alert_source = q.source
                order by s.started_at_us desc
                limit 1)""";

    private FiringQueries() {
    }

    /** How many alerts fire, by severity. */
    public static Statement firing(Dialect dialect) {
        Parameters parameters = new Parameters(dialect);
        return Statement.of(
                SqlTemplate.of(FIRING).with("max", parameters.add((long) AlertReadStore.MAX_SEVERITIES)).sql(), parameters);
    }

    public static FiringCount count(RowReader row) {
        return new FiringCount(row.textOrNull("severity"), row.number("alerts"), row.number("acknowledged"));
    }

    /** The latest investigations of some alerts. */
    public static Statement investigations(Collection<AlertKey> alerts, Dialect dialect) {
        Parameters parameters = new Parameters(dialect);
        String values = alerts.stream()
                .map(alert -> "(" + parameters.addAlert(alert) + ")")
                .collect(Collectors.joining(", "));
        return Statement.of(SqlTemplate.of(INVESTIGATIONS).with("values", values).sql(), parameters);
    }

    public static AlertInvestigation investigation(RowReader row) {
        return new AlertInvestigation(new AlertKey(row.text("source"), row.text("fingerprint")), row.text("session_id"),
                JsonName.stored(SessionStatus.class, row.text("status")), row.number("started_at_us"));
    }
}
