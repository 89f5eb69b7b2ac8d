package io.alerthistory.storage.mapping;

import java.util.List;

/** What retention deletes of the history of alerts, on both databases. */
public final class AlertRetentionQueries {

    /** The starts and the episodes of the first two statements are the same. */
    private static final List<String> TEMPLATES = List.of(
            """
                    delete from alert_starts
                    where (alert_id, episode_starts_at_us) in (
                        select alert_id, starts_at_us
                        from alert_episodes
                        where starts_at_us < {before} and ends_at_us < {before}
                        order by starts_at_us, alert_id
                        limit {max})""",
            """
                    delete from alert_episodes
                    where (alert_id, starts_at_us) in (
                        select alert_id, starts_at_us
                        from alert_episodes
                        where starts_at_us < {before} and ends_at_us < {before}
                        order by starts_at_us, alert_id
                        limit {max})""",
            """
                    delete from alert_notifications
                    where notification_id in (
                        select notification_id
                        from alert_notifications
                        where at_us < {before}
                        order by at_us
                        limit {max})""",
            """
                    delete from alert_silences
                    where (source, silence_id, updated_at_us) in (
                        select source, silence_id, updated_at_us
                        from alert_silences
                        where ends_at_us < {before}
                        limit {max})""",
            """
                    delete from alert_suppressions
                    where (alert_id, kind, ref, first_seen_us) in (
                        select alert_id, kind, ref, first_seen_us
                        from alert_suppressions
                        where last_seen_us < {before}
                        limit {max})""",
            """
                    delete from alert_texts
                    where (alert_id, starts_at_us) in (
                        select t.alert_id, t.starts_at_us
                        from alert_texts t
                        where t.starts_at_us < {before} and (exists (
                            select 1
                            from alert_texts newer
                            where newer.alert_id = t.alert_id and newer.starts_at_us > t.starts_at_us and newer.starts_at_us < {before})
                            or not exists (select 1 from alert_episodes e where e.alert_id = t.alert_id))
                        limit {max})""",
            """
                    delete from alert_acknowledgements
                    where (alert_id, starts_at_us) in (
                        select k.alert_id, k.starts_at_us
                        from alert_acknowledgements k
                        where k.acked_at_us < {before} and not exists (
                            select 1
                            from alert_episodes e
                            where e.alert_id = k.alert_id and e.starts_at_us = k.starts_at_us)
                        limit {max})""",
            """
                    delete from alerts
                    where changed_at_us < {before} and not firing and alert_id in (
                        select a.alert_id
                        from alerts a
                        where a.changed_at_us < {before}
                            and not exists (select 1 from alert_episodes e where e.alert_id = a.alert_id)
                            and not exists (select 1 from alert_suppressions s where s.alert_id = a.alert_id)
                            and not exists (select 1 from alert_notified n where n.alert_id = a.alert_id)
                            and not exists (select 1 from alert_daily d where d.alert_id = a.alert_id)
                        order by a.changed_at_us
                        limit {max})""");

    private AlertRetentionQueries() {
    }

    /**
     * The statements, in their order. Each deletes at most a number of rows.
     *
     * @param before how the instant is written
     * @param max how the maximum number of rows is written
     */
    public static List<String> statements(String before, String max) {
        return TEMPLATES.stream().map(sql -> SqlTemplate.of(sql).with("before", before).with("max", max).sql()).toList();
    }
}
