package io.alerthistory.storage.mapping;

import io.alerthistory.episode.read.DetailedAlert;
import io.alerthistory.episode.statistics.EpisodeTimes;

/** The SQL of the figures of a single alert: portable. */
final class AlertFigureQueries {

    /**
     * A session that waits for an agent, or only mirrors the alert, is no investigation. Those of an episode start from a day
     * before it until a day after the next one has started, so that an alert with many sessions does not read all of them for
     * each episode.
     */
    private static final String RECENT = """
            select e.starts_at_us, e.ends_at_us,
                (select min(m.at_us)
                from alert_notified n
                join alert_notifications m on m.notification_id = n.notification_id
                where n.alert_id = {alert} and n.starts_at_us >= e.starts_at_us and n.starts_at_us < e.next_us and n.state < 3)
                    as notified_at_us,
                (select min(coalesce(h.claimed_at_us, h.started_at_us))
                from alert_sessions h
                where h.alert_fingerprint = {fingerprint} and h.alert_source = {source}
                    and h.started_at_us >= e.starts_at_us - 86400000000 and h.started_at_us < e.next_us + 86400000000
                    and h.alert_starts_at_us >= e.starts_at_us and h.alert_starts_at_us < e.next_us and h.status <> 'pending'
                    and (h.agent_type <> 'alertmanager' or h.total_stages + h.llm_interaction_count > 0))
                    as investigated_at_us
            from (
                select w.starts_at_us, w.ends_at_us, coalesce((
                    select min(n.starts_at_us) from alert_episodes n
                    where n.alert_id = {alert} and n.starts_at_us > w.starts_at_us), 9000000000000000000) as next_us
                from alert_episodes w
                where w.alert_id = {alert} and w.starts_at_us >= coalesce((
                    select max(m.starts_at_us) from alert_episodes m
                    where m.alert_id = {alert} and m.starts_at_us < {since}), {since})
                order by w.starts_at_us desc
                limit {max}) e
            order by e.starts_at_us""";

    private AlertFigureQueries() {
    }

    /** The newest episodes of an alert that start since an instant, and the one before. */
    static Statement recent(DetailedAlert alert, long sinceUs, int max, Dialect dialect) {
        Parameters parameters = new Parameters(dialect);
        return Statement.of(SqlTemplate.of(RECENT).with("alert", parameters.add(alert.id()))
                .with("fingerprint", parameters.add(alert.fingerprint())).with("source", parameters.add(alert.source()))
                .with("since", "cast(" + parameters.add(sinceUs) + " as bigint)").with("max", parameters.add((long) max)).sql(),
                parameters);
    }

    static EpisodeTimes times(RowReader row) {
        return new EpisodeTimes(row.number("starts_at_us"), row.longOrNull("ends_at_us"), row.longOrNull("notified_at_us"),
                row.longOrNull("investigated_at_us"));
    }
}
