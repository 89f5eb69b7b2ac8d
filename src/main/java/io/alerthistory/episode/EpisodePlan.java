package io.alerthistory.episode;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import io.alerthistory.episode.RecordedFacts.Outcome;

/** What the reports of a request change of the episodes of their alerts. */
public final class EpisodePlan {

    private final SortedMap<AlertKey, EpisodeChanges> changes;
    private final List<Outcome> outcomes;

    private EpisodePlan(SortedMap<AlertKey, EpisodeChanges> changes, List<Outcome> outcomes) {
        this.changes = changes;
        this.outcomes = outcomes;
    }

    /**
     * Computes the plan.
     *
     * @param known the stored episodes within {@link #ranges}; alerts that were never seen are missing
     * @param nowUs microseconds since the epoch
     */
    public static EpisodePlan of(List<EpisodeReport> reports, Map<AlertKey, KnownEpisodes> known, long nowUs) {
        Map<AlertKey, List<Integer>> places = new HashMap<>();
        for (int i = 0; i < reports.size(); i++) {
            places.computeIfAbsent(reports.get(i).key(), key -> new ArrayList<>()).add(i);
        }
        SortedMap<AlertKey, EpisodeChanges> changes = new TreeMap<>();
        Outcome[] outcomes = new Outcome[reports.size()];
        places.forEach((key, own) -> {
            KnownEpisodes stored = known.getOrDefault(key, KnownEpisodes.NONE);
            EpisodeChanges changed = EpisodeChanges.of(stored,
                    own.stream().map(place -> stored.start(reports.get(place))).toList(), nowUs);
            for (int i = 0; i < own.size(); i++) {
                outcomes[own.get(i)] = changed.outcomes().get(i);
            }
            if (!changed.isEmpty()) {
                changes.put(key, changed);
            }
        });
        return new EpisodePlan(changes, List.of(outcomes));
    }

    /**
     * Computes the plan for leases that have passed.
     *
     * @param known the stored episodes from the open one on
     * @param nowUs microseconds since the epoch
     */
    public static EpisodePlan lapsed(Map<AlertKey, KnownEpisodes> known, long nowUs) {
        SortedMap<AlertKey, EpisodeChanges> changes = new TreeMap<>();
        known.forEach((key, episodes) -> {
            EpisodeChanges changed = EpisodeChanges.lapsed(episodes, nowUs);
            if (!changed.isEmpty()) {
                changes.put(key, changed);
            }
        });
        return new EpisodePlan(changes, List.of());
    }

    /** The instants that the reports of each alert speak of. */
    public static SortedMap<AlertKey, Range> ranges(Collection<EpisodeReport> reports) {
        SortedMap<AlertKey, Range> ranges = new TreeMap<>();
        for (EpisodeReport report : reports) {
            ReportedStart start = report.start();
            Long end = start.endUs();
            Range range = new Range(start.startsAtUs(), end == null ? start.reachUs() : end);
            ranges.merge(report.key(), range, Range::and);
        }
        return ranges;
    }

    /** What changes, by alert; alerts without a change are missing. */
    public SortedMap<AlertKey, EpisodeChanges> changes() {
        return changes;
    }

    /** What becomes of each report, in their order. */
    public List<Outcome> outcomes() {
        return outcomes;
    }

    public boolean changesNothing() {
        return changes.isEmpty();
    }

    /** The last report of each alert that changes, which has the newest texts. */
    public Map<AlertKey, EpisodeReport> newest(List<EpisodeReport> reports) {
        Map<AlertKey, EpisodeReport> newest = new LinkedHashMap<>();
        for (EpisodeReport report : reports) {
            if (changes.containsKey(report.key())) {
                newest.merge(report.key(), report,
                        (one, other) -> other.start().startsAtUs() >= one.start().startsAtUs() ? other : one);
            }
        }
        return newest;
    }

    /**
     * An interval, both ends inclusive, in microseconds since the epoch.
     *
     * @param fromUs the earliest startsAt
     * @param toUs the latest end or promise
     */
    public record Range(long fromUs, long toUs) {

        /** The interval from the earlier start to the later end. */
        public Range and(Range other) {
            return new Range(Math.min(fromUs, other.fromUs), Math.max(toUs, other.toUs));
        }
    }
}
