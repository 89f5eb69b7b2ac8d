package io.alerthistory.storage;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

import io.alerthistory.episode.AlertFacts;
import io.alerthistory.episode.AlertKey;
import io.alerthistory.episode.EpisodeReport;
import io.alerthistory.episode.EpisodeStore;
import io.alerthistory.episode.Notification;
import io.alerthistory.episode.ReportedAlert;
import io.alerthistory.episode.ReportedStart;
import io.alerthistory.episode.Silence;
import io.alerthistory.episode.Suppression;
import io.alerthistory.episode.read.AlertFilter;
import io.alerthistory.episode.statistics.Definitions;
import io.alerthistory.json.JsonText;
import io.alerthistory.support.Await;
import io.alerthistory.support.Samples;

/** Alerts of a source of its own, on a day some days ago, whose instants are minutes of that day. */
record RecordedAlerts(EpisodeStore store, String source, long dayUs) {

    static final long MINUTE = 60 * Definitions.SECOND_US;

    static RecordedAlerts on(EpisodeStore store, long day) {
        return new RecordedAlerts(store, Samples.id(), Definitions.startOf(day));
    }

    long at(long minute) {
        return dayUs + minute * MINUTE;
    }

    int day() {
        return Definitions.day(dayUs);
    }

    /** The only alert of the source with this name. */
    ReportedAlert alert(String name) {
        long hash = UUID.nameUUIDFromBytes((source + name).getBytes(StandardCharsets.UTF_8)).getMostSignificantBits();
        return new ReportedAlert(new AlertKey(source, "%016x".formatted(hash)),
                new TreeMap<>(Map.of("alertname", name, "severity", "s" + source, "team", "t" + name)), null, null);
    }

    void ended(String name, long from, long to) {
        report(name, ReportedStart.ended(at(from), at(to), at(to) + 1));
    }

    void firing(String name, long from) {
        report(name, ReportedStart.seen(at(from), at(from), at(from)));
    }

    void report(String name, ReportedStart... starts) {
        record(AlertFacts.of(Stream.of(starts).map(start -> new EpisodeReport(alert(name), start)).toList()));
    }

    /** Somebody was told of the episode that starts at a minute. */
    String notified(String name, long start, long minute) {
        String id = Samples.id();
        record(new AlertFacts(List.of(), List.of(new Notification(id, false, at(minute), source, "{}", "pager", "webhook", 0,
                "first", 0, null,
                List.of(new Notification.Notified(alert(name).key(), at(start), Notification.State.FIRING)))),
                List.of(), List.of()));
        return id;
    }

    /** A silence that is made at a minute and holds the alert back. */
    String silenced(String name, long from, long to) {
        String id = Samples.id();
        record(new AlertFacts(List.of(), List.of(),
                List.of(new Silence(source, id, at(from), at(from), at(to), new JsonText("[]"), "jo", "known", false)),
                List.of(new Suppression(alert(name), Suppression.Kind.SILENCED, id, at(from)))));
        return id;
    }

    /** Another alert of the source inhibits the alert; it is seen at a minute. */
    void inhibited(String name, String inhibitor, long at) {
        record(new AlertFacts(List.of(), List.of(), List.of(), List.of(new Suppression(alert(name), Suppression.Kind.INHIBITED,
                "0:" + alert(inhibitor).key().fingerprint(), at(at)))));
    }

    /** The alert is seen again under a silence, at these minutes. */
    void seen(String name, String silence, List<Long> minutes) {
        record(new AlertFacts(List.of(), List.of(), List.of(), minutes.stream()
                .map(minute -> new Suppression(alert(name), Suppression.Kind.SILENCED, silence, at(minute))).toList()));
    }

    /** A silence as it is known later; it starts at a minute. */
    void changed(String silence, long from, long to) {
        record(new AlertFacts(List.of(), List.of(),
                List.of(new Silence(source, silence, at(to), at(from), at(to), new JsonText("[]"), "jo", "known", true)),
                List.of()));
    }

    private void record(AlertFacts facts) {
        Await.on(() -> store.record(facts, at(0)));
    }

    /** All alerts of the source. */
    AlertFilter filter() {
        return new AlertFilter(null, null, null, source, new TreeMap<>(), List.of());
    }
}
