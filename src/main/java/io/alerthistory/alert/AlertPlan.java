package io.alerthistory.alert;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

/**
 * The changes that some alerts make to the stored sessions of the same alerts. One firing of an alert is one session,
 * independent of the order and number of the reports, and of how often its startsAt moved:
 * <ul>
 * <li>A resolved alert reports an interval. Intervals that overlap are one firing, with the earliest start and the
 * latest end.
 * <li>A firing alert belongs to the interval that contains its start, else to the next interval after it, else to the
 * open session.
 * </ul>
 */
public final class AlertPlan {

    private static final Comparator<Firing> BY_TIME = Comparator.comparingLong(Firing::startedAtUs)
            .thenComparing(Firing::sessionId);

    private final List<RecordedAlert> recorded = new ArrayList<>();
    private final List<Firing> firings = new ArrayList<>();

    private AlertPlan() {
    }

    /**
     * Computes the plan.
     *
     * @param reports in the order in which they are processed
     * @param found the stored sessions of these alerts that end at or after the earliest start of the reports
     */
    public static AlertPlan of(List<AlertReport> reports, List<Firing> found) {
        AlertPlan plan = new AlertPlan();
        Map<String, Firing> distinct = new LinkedHashMap<>();
        found.forEach(firing -> distinct.putIfAbsent(firing.sessionId(), firing));
        Map<String, List<Firing>> byAlert = new HashMap<>();
        distinct.values().forEach(firing -> byAlert.computeIfAbsent(firing.key(), key -> new ArrayList<>()).add(firing));
        for (AlertReport report : reports) {
            List<Firing> known = byAlert.computeIfAbsent(report.key(), key -> new ArrayList<>());
            known.sort(BY_TIME);
            Outcome outcome = report.isResolved() ? resolve(known, report) : fire(known, report);
            if (outcome != Outcome.UNCHANGED) {
                plan.recorded.add(new RecordedAlert(String.valueOf(report.session().alertId), outcome == Outcome.CREATED));
            }
        }
        byAlert.values().forEach(plan.firings::addAll);
        return plan;
    }

    /** The alerts that created or changed a session. */
    public List<RecordedAlert> recorded() {
        return recorded;
    }

    public List<Firing> created() {
        return firings.stream().filter(Firing::isCreated).toList();
    }

    public List<Firing> changed() {
        return firings.stream().filter(Firing::isChanged).toList();
    }

    public boolean changesNothing() {
        return recorded.isEmpty();
    }

    /** The durations of the sessions that this plan ends, in milliseconds. */
    List<Long> ended() {
        return firings.stream().filter(firing -> (firing.isCreated() || firing.isChanged()) && firing.isEnded())
                .map(firing -> (firing.endUs() - firing.startedAtUs()) / 1000).toList();
    }

    private enum Outcome {
        CREATED,
        UPDATED,
        UNCHANGED
    }

    private static Outcome fire(List<Firing> known, AlertReport report) {
        long start = report.startsAtUs();
        if (known.stream().anyMatch(firing -> firing.hasStart(report.startsAt())
                || (firing.hasInterval() ? firing.intervalContains(start) : !firing.acceptsAlerts() && firing.covers(start)))) {
            return Outcome.UNCHANGED;
        }
        // The next firing in time, or else the open one. A session that a user paused is not changed.
        Firing owner = known.stream().filter(firing -> firing.hasInterval() && firing.reportedStartUs() > start)
                .min(Comparator.comparingLong(Firing::reportedStartUs))
                .orElseGet(() -> known.stream().filter(Firing::isOpen).findFirst().orElse(null));
        if (owner == null) {
            known.add(Firing.of(report));
            return Outcome.CREATED;
        }
        if (!owner.acceptsAlerts()) {
            return Outcome.UNCHANGED;
        }
        replace(known, owner, owner.plus(report));
        return Outcome.UPDATED;
    }

    private static Outcome resolve(List<Firing> known, AlertReport report) {
        Firing main = overlapping(known, report);
        // A resolved alert without an end ends nothing beyond the known end of the firing.
        long to = main == null || report.endIsReported() ? report.endsAtUs() : main.endUs();
        boolean changedByUser = known.stream().anyMatch(firing -> !firing.acceptsAlerts() && isOf(firing, report));
        boolean updated = false;
        if (main != null) {
            Firing extended = main.extended(report);
            updated = extended != main;
            replace(known, main, extended);
            main = extended;
        }
        // Starts up to the end belong to this firing, even if they were assigned to a later firing or an open one.
        NavigableSet<AlertStart> starts = new TreeSet<>();
        for (Firing other : List.copyOf(known)) {
            NavigableSet<AlertStart> moved = movable(other, to);
            if (other == main || moved.isEmpty()) {
                continue;
            }
            starts.addAll(moved);
            updated = true;
            if (other.hasInterval() || moved.size() < other.startsUntil(Long.MAX_VALUE).size()) {
                replace(known, other, other.after(to));
            } else {
                // The first session that keeps no start becomes the session of this firing. An older version of the
                // service may have left several.
                Firing ended = other.ended(report, main == null ? report.startsAt() : moved.first());
                replace(known, other, ended);
                main = main == null ? ended : main;
            }
        }
        if (main == null && !changedByUser) {
            known.add(Firing.of(report).plus(starts));
            return Outcome.CREATED;
        }
        if (main != null) {
            replace(known, main, main.plus(starts));
        }
        return updated ? Outcome.UPDATED : Outcome.UNCHANGED;
    }

    private static @Nullable Firing overlapping(List<Firing> known, AlertReport report) {
        return known.stream()
                .filter(firing -> firing.hasInterval() && firing.overlaps(report.startsAtUs(), report.endsAtUs()))
                .findFirst().orElse(null);
    }

    /** The starts of another firing that belong to one that ends at this instant. */
    private static NavigableSet<AlertStart> movable(Firing other, long to) {
        boolean staysAsItIs = !other.acceptsAlerts() || (other.hasInterval() && other.reportedStartUs() < to);
        return staysAsItIs ? Collections.emptyNavigableSet() : other.startsUntil(to);
    }

    private static void replace(List<Firing> known, Firing before, Firing after) {
        known.set(known.indexOf(before), after);
    }

    /** Whether a session that a user changed is the session of a resolved alert. */
    private static boolean isOf(Firing firing, AlertReport report) {
        return firing.startedAtUs() <= report.endsAtUs() && report.startsAtUs() <= firing.endUs();
    }
}
