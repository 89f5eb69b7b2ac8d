package io.alerthistory.storage.mapping;

import io.alerthistory.episode.EndReason;
import io.alerthistory.episode.Suppression;
import io.alerthistory.episode.read.GroupEpisode;
import io.alerthistory.episode.statistics.Definitions;
import io.alerthistory.episode.statistics.EpisodeFacts;

/**
 * The SQL of what statistics need to know of episodes (of what held one back, whether a silence is among it): of some alerts in
 * some ranges, with those before that re-fires and
 * flapping follow from. Sessions of the alerts are looked for once a range, and not for each episode: of an alert that nobody
 * investigates that is one look into their index.
 */
final class EpisodeFactQueries {

    private static final String FACTS = """
            with wanted as materialized ({wanted}),
            found as materialized (
                select w.from_us, e.alert_id, e.starts_at_us, e.ends_at_us, e.end_reason,
                    coalesce((
                        select min(n.starts_at_us) from alert_episodes n
                        where n.alert_id = e.alert_id and n.starts_at_us > e.starts_at_us), 9223372036854775807) as next_us
                from wanted w
                {episodes}),
            ranges as materialized (
                select alert_id, from_us, min(starts_at_us) as first_us, max(next_us) as last_us
                from found
                group by alert_id, from_us),
            investigated as materialized (
                select ranges.alert_id, h.alert_starts_at_us, {act} as at_us
                from ranges
                join alerts a on a.alert_id = ranges.alert_id
                {sessions}),
            acts as materialized (select * from investigated where at_us is not null)
            select f.*, {key} as group_key,
                case when exists (
                    select 1 from alert_notified n
                    where n.alert_id = f.alert_id and n.starts_at_us >= f.starts_at_us and n.starts_at_us < f.next_us
                        and n.state < 3) then 1 else 0 end as notified,
                coalesce((
                    select min(s.kind) from alert_suppressions s
                    where s.alert_id = f.alert_id and s.last_seen_us >= f.starts_at_us and s.first_seen_us < f.next_us), 0) as held,
                (select min(k.acked_at_us) from alert_acknowledgements k
                where k.alert_id = f.alert_id and k.starts_at_us >= f.starts_at_us and k.starts_at_us < f.next_us) as acked_at_us,
                (select min(v.starts_at_us) from alert_suppressions s
                join alert_silences v on v.source = a.source and v.silence_id = s.ref
                where s.alert_id = f.alert_id and s.kind = 1 and s.last_seen_us >= f.starts_at_us and s.first_seen_us < f.next_us
                    and v.starts_at_us > f.starts_at_us and v.starts_at_us < coalesce(f.ends_at_us, f.next_us)) as silenced_at_us,
                case when f.alert_id in (select acts.alert_id from acts) then (
                    select min(acts.at_us) from acts
                    where acts.alert_id = f.alert_id and acts.alert_starts_at_us >= f.starts_at_us
                        and acts.alert_starts_at_us < f.next_us) end as acted_at_us
            from found f
            join alerts a on a.alert_id = f.alert_id
            order by f.alert_id, f.from_us, f.starts_at_us""";

    /** A session may have started a little before its alert, by the clock of its agent. */
    private static final String SESSIONS = """
            h.alert_fingerprint = a.fingerprint and h.alert_source = a.source and h.started_at_us >= ranges.first_us - {early}
            and h.alert_starts_at_us >= ranges.first_us and h.alert_starts_at_us < ranges.last_us""";

    /**
     * What a person first did in a session: claimed its review, wrote in its chat, cancelled or resumed it. Of these two only
     * the audit log knows that it was no agent.
     */
    private static final String ACT = """
            (select min(o.at_us) from (
                select v.claimed_at_us as at_us from session_reviews v
                where v.session_id = h.session_id and h.review_status in ('in_progress', 'reviewed')
                union all
                select m.created_at_us from chats c join chat_user_messages m on m.chat_id = c.chat_id
                where c.session_id = h.session_id and h.chat_message_count > 0
                union all
                select l.at_us from audit_log l
                where l.target = h.session_id and l.action in ('session_cancel', 'session_resume')) o)""";

    private static final String BEFORE = """
            e.alert_id = w.alert_id and e.starts_at_us < w.to_us and e.starts_at_us >= coalesce((
                select max(m.starts_at_us) from alert_episodes m
                where m.alert_id = w.alert_id and m.starts_at_us < w.from_us - {back}), w.from_us - {back})""";

    private EpisodeFactQueries() {
    }

    /**
     * Makes the statement.
     *
     * @param wanted selects alert_id, from_us and to_us
     * @param key of an alert {@code a}
     */
    static String sql(String wanted, String key, Dialect dialect) {
        String before = SqlTemplate.of(BEFORE).with("back", String.valueOf(Definitions.FLAPPING_LOOK_BACK_US)).sql();
        String sessions = SqlTemplate.of(SESSIONS).with("early", String.valueOf(Definitions.DAY_US)).sql();
        return SqlTemplate.of(FACTS).with("wanted", wanted).with("episodes", dialect.joinEach("alert_episodes", "e", before))
                .with("sessions", dialect.joinEach("alert_sessions", "h", sessions)).with("act", ACT).with("key", key).sql();
    }

    static EpisodeFacts facts(RowReader row) {
        Long reason = row.longOrNull("end_reason");
        return new EpisodeFacts(row.number("starts_at_us"), row.longOrNull("ends_at_us"),
                reason == null ? null : EndReason.of(reason), row.number("notified") == 1,
                row.number("held") == Suppression.Kind.SILENCED.code(),
                row.longOrNull("acked_at_us"), row.longOrNull("silenced_at_us"), row.longOrNull("acted_at_us"));
    }

    static GroupEpisode episode(RowReader row) {
        return new GroupEpisode(row.text("group_key"), row.number("alert_id"), facts(row));
    }
}
