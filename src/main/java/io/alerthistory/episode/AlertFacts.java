package io.alerthistory.episode;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What one request of a sender says. An alert of a notification is among the reports, or stored before. */
public record AlertFacts(List<EpisodeReport> reports, List<Notification> notifications, List<Silence> silences,
        List<Suppression> suppressions) {

    /** Reports alone. */
    public static AlertFacts of(List<EpisodeReport> reports) {
        return new AlertFacts(reports, List.of(), List.of(), List.of());
    }

    /** The same facts, without the groups of notifications about alerts whose labels were erased: a group has labels, too. */
    public AlertFacts withoutGroupsOf(Set<AlertKey> erased) {
        return erased.isEmpty() ? this
                : new AlertFacts(reports, notifications.stream().map(sent -> sent.withoutGroupOf(erased)).toList(), silences,
                        suppressions);
    }

    /** Whether there is nothing but reports of alerts. */
    public boolean hasReportsAlone() {
        return notifications.isEmpty() && silences.isEmpty() && suppressions.isEmpty();
    }

    /** The keys of these alerts, and of those that notifications name. */
    public SortedSet<AlertKey> keys() {
        SortedSet<AlertKey> keys = new TreeSet<>();
        reports.forEach(report -> keys.add(report.key()));
        suppressions.forEach(seen -> keys.add(seen.alert().key()));
        notifications.forEach(sent -> sent.alerts().forEach(alert -> keys.add(alert.key())));
        return keys;
    }

    /** The alerts that these facts describe, each once, in the order of their keys. */
    public Collection<ReportedAlert> alerts() {
        SortedMap<AlertKey, ReportedAlert> alerts = new TreeMap<>();
        reports.forEach(report -> alerts.putIfAbsent(report.key(), report.alert()));
        suppressions.forEach(seen -> alerts.putIfAbsent(seen.alert().key(), seen.alert()));
        return alerts.values();
    }
}
