package io.alerthistory.alert;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * What some alerts come to, held against the sessions of the same alerts that are stored. One firing of an alert is one
 * session,
 * whatever the order and number of the reports, and however often its startsAt moved:
 * <ul>
 * <li>Resolved alerts tell intervals; those that overlap are one firing, with the earliest start and the latest end.
 * <li>A firing alert belongs to the interval that contains its start, else to the next one after it, else to the open session.
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
     * Decides.
     *
     * @param reports in the order in which they are taken
     * @param found the stored sessions of these alerts that end no earlier than the earliest of them starts; their state is
     *        taken
     *        over by the plan
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

    /** The alerts that made a difference. */
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

    /** How long the sessions lasted that are ended now, in milliseconds. */
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
        if (known.stream().anyMatch(firing -> firing.knows(report.startsAt())
                || (firing.isTold() ? firing.explains(start) : !firing.isOurs() && firing.covers(start)))) {
            return Outcome.UNCHANGED;
        }
        // The next one, or the open one: who comes first in time. A session that someone paused stays as it is.
        Firing owner = known.stream().filter(firing -> firing.isTold() && firing.toldStartUs() > start)
                .min(Comparator.comparingLong(Firing::toldStartUs))
                .orElseGet(() -> known.stream().filter(Firing::isOpen).findFirst().orElse(null));
        if (owner == null) {
            known.add(Firing.of(report));
            return Outcome.CREATED;
        }
        if (!owner.isOurs()) {
            return Outcome.UNCHANGED;
        }
        replace(known, owner, owner.plus(report));
        return Outcome.UPDATED;
    }

    private static Outcome resolve(List<Firing> known, AlertReport report) {
        long from = report.startsAtUs();
        Firing main = known.stream().filter(firing -> firing.isTold() && firing.overlaps(from, report.endsAtUs())).findFirst()
                .orElse(null);
        // An end that nobody told ends nothing beyond what is known of the firing.
        long to = main == null || report.endIsTold() ? report.endsAtUs() : main.endUs();
        boolean taken = known.stream().anyMatch(firing -> !firing.isOurs() && isOf(firing, report));
        boolean updated = false;
        if (main != null) {
            Firing extended = main.extended(report);
            updated = extended != main;
            replace(known, main, extended);
            main = extended;
        }
        // Starts until the end that were left to a later firing, or to nobody yet, are this one's.
        NavigableSet<AlertStart> starts = new TreeSet<>();
        for (Firing other : List.copyOf(known)) {
            if (other == main || !other.isOurs() || (other.isTold() && other.toldStartUs() < to)) {
                continue;
            }
            NavigableSet<AlertStart> given = other.startsUntil(to);
            if (given.isEmpty()) {
                continue;
            }
            starts.addAll(given);
            updated = true;
            if (other.isTold() || given.size() < other.startsUntil(Long.MAX_VALUE).size()) {
                replace(known, other, other.after(to));
            } else {
                // The first session that keeps no start is the one of this alert; an older version may have left more.
                Firing ended = other.ended(report, main == null ? report.startsAt() : given.first());
                replace(known, other, ended);
                main = main == null ? ended : main;
            }
        }
        if (main != null) {
            replace(known, main, main.plus(starts));
            return updated ? Outcome.UPDATED : Outcome.UNCHANGED;
        }
        if (taken) {
            return updated ? Outcome.UPDATED : Outcome.UNCHANGED;
        }
        known.add(Firing.of(report).plus(starts));
        return Outcome.CREATED;
    }

    private static void replace(List<Firing> known, Firing before, Firing after) {
        known.set(known.indexOf(before), after);
    }

    /** Whether a session that someone took in hand is the one of a resolved alert. */
    private static boolean isOf(Firing firing, AlertReport report) {
        return firing.startedAtUs() <= report.endsAtUs() && report.startsAtUs() <= firing.endUs();
    }
}
