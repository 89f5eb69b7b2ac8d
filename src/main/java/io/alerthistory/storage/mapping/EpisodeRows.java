package io.alerthistory.storage.mapping;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.alerthistory.episode.AlertKey;
import io.alerthistory.episode.Episode;
import io.alerthistory.episode.EpisodePlan;
import io.alerthistory.episode.EpisodeReport;
import io.alerthistory.episode.Notification;
import io.alerthistory.episode.ReportedAlert;
import io.alerthistory.episode.Silence;
import io.alerthistory.episode.Suppression;
import io.alerthistory.episode.SuppressionInterval;
import io.alerthistory.episode.statistics.Definitions;
import io.alerthistory.json.JsonText;
import io.alerthistory.storage.mapping.EpisodeTables.EpisodeRow;
import io.alerthistory.storage.mapping.EpisodeTables.EventRow;
import io.alerthistory.storage.mapping.EpisodeTables.NotificationRow;
import io.alerthistory.storage.mapping.EpisodeTables.NotifiedRow;
import io.alerthistory.storage.mapping.EpisodeTables.SilenceRow;
import io.alerthistory.storage.mapping.EpisodeTables.StartRow;
import io.alerthistory.storage.mapping.EpisodeTables.SuppressionRow;
import io.alerthistory.storage.mapping.EpisodeTables.TextRow;

/**
 * The rows that a plan removes and writes.
 *
 * @param removed the keys of episodes that are gone
 * @param replaced the keys of stored episodes that had several starts, which are written again or gone
 * @param episodes the episodes that are new or different
 * @param starts of those episodes that have several
 * @param texts the newest texts of the alerts that change
 * @param alertIds the alerts of which an interval changes
 * @param events what those who watch are told of them
 */
public record EpisodeRows(List<Key> removed, List<Key> replaced, List<EpisodeRow> episodes, List<StartRow> starts,
        List<TextRow> texts,
        Set<Long> alertIds, List<EventRow> events) {

    /** Two senders that tell of the same silences lock them in the same order. */
    private static final Comparator<SilenceRow> BY_KEY = Comparator.comparing((SilenceRow row) -> row.silence().source())
            .thenComparing(row -> row.silence().silenceId()).thenComparing(row -> row.silence().updatedAtUs());

    /** Deliveries of the same message within this time are one notification, in microseconds. */
    public static final long SAME_DELIVERY_US = 60_000_000;

    /** Separates a digest from the time of its notification. */
    private static final String AT = ".";

    /** The key of an episode. */
    public record Key(long alertId, long startsAtUs) {
    }

    /**
     * Makes the rows.
     *
     * @param ids of all alerts that change
     */
    public static EpisodeRows of(EpisodePlan plan, List<EpisodeReport> reports, Map<AlertKey, Long> ids) {
        List<Key> removed = new ArrayList<>();
        List<Key> replaced = new ArrayList<>();
        List<EpisodeRow> episodes = new ArrayList<>();
        List<StartRow> starts = new ArrayList<>();
        Set<Long> alertIds = new LinkedHashSet<>();
        List<EventRow> events = new ArrayList<>();
        plan.changes().forEach((key, change) -> {
            long alertId = id(ids, key);
            if (change.intervals()) {
                alertIds.add(alertId);
            }
            change.events().forEach(event -> events.add(new EventRow(alertId, event)));
            change.replaced().forEach(start -> replaced.add(new Key(alertId, start)));
            change.removed().forEach(start -> removed.add(new Key(alertId, start)));
            for (Episode episode : change.written()) {
                episodes.add(new EpisodeRow(alertId, episode));
                if (episode.starts().size() > 1) {
                    episode.starts().forEach(start -> starts.add(new StartRow(alertId, episode.startsAtUs(), start)));
                }
            }
        });
        List<TextRow> texts = plan.newest(reports).values().stream()
                .filter(report -> alertIds.contains(id(ids, report.key())))
                .filter(report -> report.alert().annotations() != null || report.alert().extra() != null)
                .map(report -> new TextRow(id(ids, report.key()), report.start().startsAtUs(), report.alert())).toList();
        return new EpisodeRows(removed, replaced, episodes, starts, texts, alertIds, events);
    }

    /** The days of which an interval changes. */
    public List<RollupTables.Touched> touched() {
        return Stream.concat(removed.stream(), episodes.stream().map(row -> new Key(row.alertId(), row.episode().startsAtUs())))
                .filter(key -> alertIds.contains(key.alertId()))
                .map(key -> new RollupTables.Touched(key.alertId(), Definitions.day(key.startsAtUs()))).distinct().toList();
    }

    public boolean isEmpty() {
        return removed.isEmpty() && episodes.isEmpty();
    }

    /** The labels as an object. */
    public static String labels(ReportedAlert alert) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        alert.labels().forEach(object::put);
        return JsonText.of(object).text();
    }

    /** The digests among the identifiers of notifications, each with its time. */
    public static Map<String, Long> digests(List<Notification> notifications) {
        Map<String, Long> digests = new LinkedHashMap<>();
        notifications.stream().filter(Notification::digest).forEach(sent -> digests.putIfAbsent(sent.id(), sent.atUs()));
        return digests;
    }

    /**
     * The notifications to insert.
     *
     * @param known the digests of messages that were delivered at the same time before
     */
    public static List<NotificationRow> notifications(List<Notification> notifications, Collection<String> known, long nowUs) {
        Set<String> seen = new HashSet<>(known);
        return notifications.stream().filter(sent -> seen.add(sent.id()))
                .map(sent -> new NotificationRow(sent.digest() ? sent.id() + AT + sent.atUs() : sent.id(), sent, nowUs))
                .toList();
    }

    /** The alerts of the notifications that were inserted. */
    public static List<NotifiedRow> notified(List<NotificationRow> sent, Collection<String> inserted, Map<AlertKey, Long> ids) {
        Set<String> own = Set.copyOf(inserted);
        return sent.stream().filter(row -> own.contains(row.id())).flatMap(row -> row.sent().alerts().stream()
                .filter(alert -> ids.containsKey(alert.key())) // erased meanwhile
                .map(alert -> new NotifiedRow(row.id(), id(ids, alert.key()), alert))).toList();
    }

    public static List<SilenceRow> silences(List<Silence> silences, long nowUs) {
        Map<List<Object>, SilenceRow> versions = new LinkedHashMap<>();
        silences.forEach(silence -> versions.merge(List.of(silence.source(), silence.silenceId(), silence.updatedAtUs()),
                new SilenceRow(silence, nowUs), (one, other) -> one.silence().seenByApi() ? one : other));
        return versions.values().stream().sorted(BY_KEY).toList();
    }

    /** Each sight as an interval of its own. */
    public static List<SuppressionRow> suppressions(List<Suppression> suppressions, Map<AlertKey, Long> ids, long nowUs) {
        return suppressions.stream().map(seen -> new SuppressionRow(id(ids, seen.alert().key()), seen.kind().code(), seen.ref(),
                seen.seenAtUs(), seen.seenAtUs(), nowUs)).toList();
    }

    /** Their days: how long the alert was held back changes, and a silence may be the answer to an episode. */
    public static List<RollupTables.Touched> touched(List<SuppressionRow> seen) {
        return seen.stream().map(row -> new RollupTables.Touched(row.alertId(), Definitions.day(row.firstSeenUs()))).distinct()
                .toList();
    }

    /** Joins what is stored with what was seen. */
    public static List<SuppressionRow> joined(List<SuppressionRow> stored, List<SuppressionRow> seen) {
        Map<List<Object>, List<SuppressionRow>> byReason = new LinkedHashMap<>();
        for (List<SuppressionRow> rows : List.of(stored, seen)) {
            rows.forEach(row -> byReason
                    .computeIfAbsent(List.of(row.alertId(), row.kind(), row.ref()), key -> new ArrayList<>()).add(row));
        }
        List<SuppressionRow> joined = new ArrayList<>();
        byReason.values().forEach(rows -> {
            SuppressionRow first = rows.get(0);
            long received = rows.stream().mapToLong(SuppressionRow::receivedAtUs).min().orElseThrow();
            SuppressionInterval
                    .join(rows.stream().map(row -> new SuppressionInterval(row.firstSeenUs(), row.lastSeenUs())).toList())
                    .forEach(interval -> joined.add(new SuppressionRow(first.alertId(), first.kind(), first.ref(),
                            interval.firstSeenUs(), interval.lastSeenUs(), received)));
        });
        return joined;
    }

    /** Whether there is nothing to write. */
    public static boolean sameIntervals(List<SuppressionRow> stored, List<SuppressionRow> joined) {
        return Set.copyOf(stored).equals(Set.copyOf(joined));
    }

    /** A stored row. */
    public static SuppressionRow suppression(RowReader row) {
        return new SuppressionRow(row.number("alert_id"), (int) row.number("kind"), row.text("ref"),
                row.number("first_seen_us"),
                row.number("last_seen_us"), row.number("received_at_us"));
    }

    private static long id(Map<AlertKey, Long> ids, AlertKey key) {
        return Objects.requireNonNull(ids.get(key), "an alert that is not locked");
    }
}
