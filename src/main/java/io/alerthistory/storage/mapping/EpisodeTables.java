package io.alerthistory.storage.mapping;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import io.alerthistory.episode.AlertEvent;
import io.alerthistory.episode.EndReason;
import io.alerthistory.episode.Episode;
import io.alerthistory.episode.KnownEpisodes;
import io.alerthistory.episode.Notification;
import io.alerthistory.episode.ReportedAlert;
import io.alerthistory.episode.ReportedStart;
import io.alerthistory.episode.Silence;
import io.alerthistory.error.ErrorCode;
import io.alerthistory.error.ProblemException;

/** How the history of alerts is found and written; the same on both databases. */
public final class EpisodeTables {

    /** The maximum number of episodes of one alert that a request may touch. */
    public static final int MAX_EPISODES = 10_000;

    public static final Table<EpisodeRow> EPISODES = Table.written("alert_episodes", List.of(
            Column.bigint("alert_id", EpisodeRow::alertId),
            Column.bigint("starts_at_us", row -> row.episode.startsAtUs()),
            Column.bigint("ends_at_us", row -> row.episode.endsAtUs()),
            Column.bigint("lease_until_us", row -> row.episode.leaseUntilUs()),
            Column.bigint("proven_until_us", row -> row.episode.provenUntilUs()),
            Column.bigint("received_at_us", row -> row.episode.receivedAtUs()),
            Column.bigint("end_received_at_us", row -> row.episode.endReceivedAtUs()),
            Column.bigint("end_reason", row -> row.episode.endReason() == null ? null : row.episode.endReason().code()),
            Column.bigint("span_class", row -> row.episode.spanClass()),
            Column.bigint("starts", row -> row.episode.starts().size())));

    public static final Table<StartRow> STARTS = Table.written("alert_starts", List.of(
            Column.bigint("alert_id", StartRow::alertId),
            Column.bigint("episode_starts_at_us", StartRow::episodeStartsAtUs),
            Column.bigint("starts_at_us", row -> row.start.startsAtUs()),
            Column.bigint("lease_until_us", row -> row.start.leaseUntilUs()),
            Column.bigint("proven_until_us", row -> row.start.provenUntilUs()),
            Column.bigint("told_end_us", row -> row.start.toldEndUs()),
            Column.bigint("doubtful_end_us", row -> row.start.doubtfulEndUs()),
            Column.bigint("received_at_us", row -> row.start.receivedAtUs()),
            Column.bigint("end_received_at_us", row -> row.start.endReceivedAtUs())));

    public static final Table<TextRow> TEXTS = Table.written("alert_texts", List.of(
            Column.bigint("alert_id", TextRow::alertId),
            Column.bigint("starts_at_us", TextRow::startsAtUs),
            Column.json("annotations", row -> row.alert.annotations()),
            Column.json("extra", row -> row.alert.extra())));

    public static final Table<NotificationRow> NOTIFICATIONS = Table.written("alert_notifications", List.of(
            Column.text("notification_id", NotificationRow::id),
            Column.bigint("at_us", row -> row.sent.atUs()),
            Column.text("source", row -> row.sent.source()),
            Column.text("group_key", row -> row.sent.groupKey()),
            Column.text("receiver", row -> row.sent.receiver()),
            Column.text("integration", row -> row.sent.integration()),
            Column.bigint("integration_index", row -> row.sent.integrationIndex()),
            Column.text("reason", row -> row.sent.reason()),
            Column.bigint("firing", row -> row.sent.count(Notification.State.FIRING)),
            Column.bigint("resolved", row -> row.sent.count(Notification.State.RESOLVED)),
            Column.bigint("muted", row -> row.sent.count(Notification.State.MUTED)),
            Column.bigint("truncated", row -> row.sent.truncated()),
            Column.text("instance", row -> row.sent.instance()),
            Column.bigint("received_at_us", NotificationRow::receivedAtUs)));

    public static final Table<NotifiedRow> NOTIFIED = Table.written("alert_notified", List.of(
            Column.text("notification_id", NotifiedRow::notificationId),
            Column.bigint("alert_id", NotifiedRow::alertId),
            Column.bigint("starts_at_us", row -> row.notified.startsAtUs()),
            Column.bigint("state", row -> row.notified.state().code())));

    public static final Table<SilenceRow> SILENCES = Table.written("alert_silences", List.of(
            Column.text("source", row -> row.silence.source()),
            Column.text("silence_id", row -> row.silence.silenceId()),
            Column.bigint("updated_at_us", row -> row.silence.updatedAtUs()),
            Column.bigint("starts_at_us", row -> row.silence.startsAtUs()),
            Column.bigint("ends_at_us", row -> row.silence.endsAtUs()),
            Column.json("matchers", row -> row.silence.matchers()),
            Column.text("created_by", row -> row.silence.createdBy()),
            Column.text("comment", row -> row.silence.comment()),
            Column.flag("seen_by_api", row -> row.silence.seenByApi()),
            Column.bigint("received_at_us", SilenceRow::receivedAtUs)));

    public static final Table<SuppressionRow> SUPPRESSIONS = Table.written("alert_suppressions", List.of(
            Column.bigint("alert_id", SuppressionRow::alertId),
            Column.bigint("kind", SuppressionRow::kind),
            Column.text("ref", SuppressionRow::ref),
            Column.bigint("first_seen_us", SuppressionRow::firstSeenUs),
            Column.bigint("last_seen_us", SuppressionRow::lastSeenUs),
            Column.bigint("received_at_us", SuppressionRow::receivedAtUs)));

    /** The statement that writes them adds what names the alert, and when it is. */
    public static final Table<EventRow> EVENTS = Table.written("events", List.of(
            Column.bigint("alert_id", EventRow::alertId),
            Column.text("type", row -> row.event.type()),
            Column.text("fields", row -> row.event.fields().text())));

    /** Replaces an episode that has the same start. */
    public static final String REPLACE_EPISODE = " on conflict (alert_id, starts_at_us) do update set"
            + " ends_at_us = excluded.ends_at_us, lease_until_us = excluded.lease_until_us,"
            + " proven_until_us = excluded.proven_until_us, received_at_us = excluded.received_at_us,"
            + " end_received_at_us = excluded.end_received_at_us, end_reason = excluded.end_reason,"
            + " span_class = excluded.span_class, starts = excluded.starts";

    /** Replaces the texts that were stored of the same start. */
    public static final String REPLACE_TEXTS = " on conflict (alert_id, starts_at_us) do update set"
            + " annotations = excluded.annotations, extra = excluded.extra";

    /** What Alertmanager's API tells of a version counts more than what an event did. */
    public static final String REPLACE_SILENCE = " on conflict (source, silence_id, updated_at_us) do update set"
            + " starts_at_us = excluded.starts_at_us, ends_at_us = excluded.ends_at_us, seen_by_api = excluded.seen_by_api"
            + " where excluded.seen_by_api and not alert_silences.seen_by_api";

    private EpisodeTables() {
    }

    /**
     * Selects what is known of an alert, each reported start a row: the episode that starts last before a range, those
     * in it, and the next one. A doubtful end that becomes certain widens the range. Of an episode with a single start,
     * its row says what was reported.
     */
    public static String find(String alertId, String fromUs, String toUs) {
        return SqlTemplate
                .of("""
                        select e.starts_at_us as episode_starts_at_us, e.ends_at_us, e.end_reason,
                            e.end_received_at_us as episode_end_received_at_us, e.range_to_us,
                            coalesce(s.starts_at_us, e.starts_at_us) as starts_at_us,
                            case when s.alert_id is null then e.lease_until_us else s.lease_until_us end as lease_until_us,
                            case when s.alert_id is null then e.proven_until_us else s.proven_until_us end as proven_until_us,
                            case when s.alert_id is not null then s.told_end_us when e.end_reason = 1 then e.ends_at_us end as told_end_us,
                            case when s.alert_id is not null then s.doubtful_end_us
                                when e.end_reason = 2 and e.lease_until_us is null and e.proven_until_us is null
                                    then e.ends_at_us end as doubtful_end_us,
                            coalesce(s.received_at_us, e.received_at_us) as received_at_us,
                            case when s.alert_id is null then e.end_received_at_us else s.end_received_at_us end as end_received_at_us
                        from (
                            select e.*, r.range_to_us
                            from (
                                select {from} as range_from_us, max(doubtful_end_us) as range_to_us
                                from (
                                    select {to} as doubtful_end_us
                                    union all
                                    select doubtful_end_us
                                    from alert_starts
                                    where alert_id = {alert} and starts_at_us >= {from} and starts_at_us <= {to}) d) r
                            join alert_episodes e on e.alert_id = {alert}
                                and e.starts_at_us >= coalesce((select max(starts_at_us) from alert_episodes
                                    where alert_id = {alert} and starts_at_us <= r.range_from_us), r.range_from_us)
                                and e.starts_at_us <= coalesce((select min(starts_at_us) from alert_episodes
                                    where alert_id = {alert} and starts_at_us > r.range_to_us), r.range_to_us)
                            order by e.starts_at_us
                            limit {max}) e
                        left join alert_starts s on e.starts > 1 and s.alert_id = e.alert_id and s.episode_starts_at_us = e.starts_at_us""")
                .with("alert", alertId).with("from", fromUs).with("to", toUs).with("max", String.valueOf(MAX_EPISODES + 1))
                .sql();
    }

    /** An episode as it is written. */
    public record EpisodeRow(long alertId, Episode episode) {
    }

    /** What was reported of one of several starts of an episode. */
    public record StartRow(long alertId, long episodeStartsAtUs, ReportedStart start) {
    }

    /** Annotations of an alert from a start on. */
    public record TextRow(long alertId, long startsAtUs, ReportedAlert alert) {
    }

    /** A notification as it is written. */
    public record NotificationRow(String id, Notification sent, long receivedAtUs) {
    }

    /** An alert of a notification. */
    public record NotifiedRow(String notificationId, long alertId, Notification.Notified notified) {
    }

    /** A version of a silence as it is written. */
    public record SilenceRow(Silence silence, long receivedAtUs) {
    }

    /** When an alert was held back. */
    public record SuppressionRow(long alertId, int kind, String ref, long firstSeenUs, long lastSeenUs, long receivedAtUs) {
    }

    /** What those who watch are told of an alert. */
    public record EventRow(long alertId, AlertEvent event) {
    }

    /** A row of {@link #find}. */
    public record FoundStart(long rangeToUs, long episodeStartsAtUs, @Nullable Long endsAtUs, @Nullable EndReason endReason,
            @Nullable Long endReceivedAtUs, ReportedStart start) {

        /** Reads a row; null when the alert has no episode. */
        public static @Nullable FoundStart read(RowReader row) {
            Long episode = row.longOrNull("episode_starts_at_us");
            if (episode == null) {
                return null;
            }
            Long reason = row.longOrNull("end_reason");
            return new FoundStart(row.number("range_to_us"), episode, row.longOrNull("ends_at_us"),
                    reason == null ? null : EndReason.of(reason),
                    row.longOrNull("episode_end_received_at_us"),
                    new ReportedStart(row.number("starts_at_us"), row.longOrNull("lease_until_us"),
                            row.longOrNull("proven_until_us"), row.longOrNull("told_end_us"),
                            row.longOrNull("doubtful_end_us"), row.number("received_at_us"),
                            row.longOrNull("end_received_at_us")));
        }
    }

    /** Puts the rows of an alert together; the last episode is the next one if it starts behind the range. */
    public static KnownEpisodes known(List<FoundStart> rows) {
        SortedMap<Long, List<FoundStart>> byEpisode = new TreeMap<>();
        rows.forEach(row -> byEpisode.computeIfAbsent(row.episodeStartsAtUs, start -> new ArrayList<>()).add(row));
        if (byEpisode.size() > MAX_EPISODES) {
            throw new ProblemException(ErrorCode.INVALID_FIELD,
                    "An interval overlaps more than " + MAX_EPISODES + " episodes of its alert; send shorter intervals");
        }
        List<Episode> episodes = new ArrayList<>();
        Long next = null;
        for (List<FoundStart> starts : byEpisode.values()) {
            FoundStart first = starts.get(0);
            if (first.episodeStartsAtUs > first.rangeToUs) {
                next = first.episodeStartsAtUs;
            } else {
                episodes.add(new Episode(first.endsAtUs, first.endReason, first.endReceivedAtUs, starts.stream()
                        .map(FoundStart::start).sorted(Comparator.comparingLong(ReportedStart::startsAtUs)).toList()));
            }
        }
        return new KnownEpisodes(episodes, next);
    }
}
