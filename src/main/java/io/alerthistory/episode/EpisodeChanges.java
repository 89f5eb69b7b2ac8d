package io.alerthistory.episode;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * What reports change of the episodes of one alert.
 *
 * @param removed the starts of episodes that became part of another one, or moved
 * @param written the episodes that are new or different
 * @param replaced the starts of those stored episodes among the removed and written ones that had several reported
 *        starts
 * @param intervals whether an interval is new or different, and not only what is known about it
 * @param outcomes of each report, in the order of the reports
 * @param events that clients receive
 */
public record EpisodeChanges(List<Long> removed, List<Episode> written, List<Long> replaced, boolean intervals,
        List<RecordedFacts.Outcome> outcomes, List<AlertEvent> events) {

    /** The number of reports of one alert that are folded one by one. */
    private static final int MAX_FOLDS = 20;

    /**
     * Computes the changes.
     *
     * @param reports of one alert
     * @param nowUs microseconds since the epoch
     */
    static EpisodeChanges of(KnownEpisodes known, List<ReportedStart> reports, long nowUs) {
        List<RecordedFacts.Outcome> outcomes = new ArrayList<>(reports.size());
        List<Episode> episodes = known.episodes();
        for (int from = 0; from < reports.size();) {
            // One by one, so that each has its own outcome; what is left of very many in one go, because each fold reads all starts.
            List<ReportedStart> next = from < MAX_FOLDS ? reports.subList(from, from + 1)
                    : reports.subList(from, reports.size());
            List<Episode> changed = with(episodes, next, known.nextStartUs(), nowUs);
            outcomes.addAll(outcomes(episodes, changed, next));
            episodes = changed;
            from += next.size();
        }
        return changes(known.episodes(), episodes, outcomes, nowUs);
    }

    /** The changes that the time alone makes: leases that have passed. */
    static EpisodeChanges lapsed(KnownEpisodes known, long nowUs) {
        List<ReportedStart> starts = known.episodes().stream().flatMap(episode -> episode.starts().stream()).toList();
        return changes(known.episodes(), EpisodeFold.fold(starts, known.nextStartUs(), nowUs), List.of(), nowUs);
    }

    private static List<Episode> with(List<Episode> episodes, List<ReportedStart> reports, @Nullable Long nextStartUs,
            long nowUs) {
        SortedMap<Long, ReportedStart> starts = new TreeMap<>();
        episodes.forEach(episode -> episode.starts().forEach(start -> starts.put(start.startsAtUs(), start)));
        reports.forEach(report -> starts.merge(report.startsAtUs(), report, ReportedStart::merge));
        return EpisodeFold.fold(starts.values(), nextStartUs, nowUs);
    }

    private static List<RecordedFacts.Outcome> outcomes(List<Episode> before, List<Episode> after,
            List<ReportedStart> reports) {
        Map<Long, Episode> stored = byStart(before);
        Map<Long, Episode> changed = byStart(after);
        IdentityHashMap<Episode, RecordedFacts.Outcome> known = new IdentityHashMap<>();
        return reports.stream().map(report -> known.computeIfAbsent(
                Objects.requireNonNull(changed.get(report.startsAtUs())), episode -> outcome(stored, episode))).toList();
    }

    private static RecordedFacts.Outcome outcome(Map<Long, Episode> stored, Episode episode) {
        Set<Episode> parts = Collections.newSetFromMap(new IdentityHashMap<>());
        for (ReportedStart start : episode.starts()) {
            Episode part = stored.get(start.startsAtUs());
            if (part != null) {
                parts.add(part);
            }
        }
        if (parts.isEmpty()) {
            return RecordedFacts.Outcome.CREATED;
        }
        return parts.size() == 1 && parts.iterator().next().hasSameInterval(episode) ? RecordedFacts.Outcome.UNCHANGED
                : RecordedFacts.Outcome.UPDATED;
    }

    /** The episodes by each of their starts. */
    private static Map<Long, Episode> byStart(List<Episode> episodes) {
        Map<Long, Episode> byStart = new HashMap<>();
        episodes.forEach(episode -> episode.starts().forEach(start -> byStart.put(start.startsAtUs(), episode)));
        return byStart;
    }

    private static EpisodeChanges changes(Collection<Episode> before, Collection<Episode> after,
            List<RecordedFacts.Outcome> outcomes, long nowUs) {
        SortedMap<Long, Episode> stored = before.stream()
                .collect(Collectors.toMap(Episode::startsAtUs, episode -> episode, (one, other) -> one, TreeMap::new));
        List<Episode> written = new ArrayList<>();
        List<Long> replaced = new ArrayList<>();
        int same = 0;
        for (Episode episode : after) {
            Episode known = stored.get(episode.startsAtUs());
            if (known == null || !known.hasSameInterval(episode)) {
                written.add(episode);
            } else if (isNews(known, episode, nowUs)) {
                same++;
                written.add(episode.endReceivedAt(known.endReceivedAtUs()));
            } else {
                stored.remove(episode.startsAtUs());
            }
        }
        stored.values().stream().filter(episode -> episode.starts().size() > 1)
                .forEach(episode -> replaced.add(episode.startsAtUs()));
        written.forEach(episode -> stored.remove(episode.startsAtUs()));
        return new EpisodeChanges(List.copyOf(stored.keySet()), written, replaced, !stored.isEmpty() || written.size() > same,
                outcomes, EpisodeNews.of(before, after, nowUs));
    }

    /**
     * Whether an episode with the same interval is written again. A promise to fire a little longer is not, until that
     * matters.
     */
    private static boolean isNews(Episode known, Episode episode, long nowUs) {
        if (known.starts().size() != episode.starts().size()) {
            return true;
        }
        for (int i = 0; i < known.starts().size(); i++) {
            ReportedStart start = known.starts().get(i);
            ReportedStart reported = episode.starts().get(i);
            if (!start.saysTheSame(
                    episode.isOpen() && isDeferred(start, reported, nowUs) ? reported.withLease(start) : reported)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isDeferred(ReportedStart stored, ReportedStart reported, long nowUs) {
        Long known = stored.leaseUntilUs();
        Long lease = reported.leaseUntilUs();
        return known != null && lease != null && !ReportedStart.isLeaseDue(known, lease, nowUs);
    }

    /** Whether nothing is written. */
    boolean isEmpty() {
        return removed.isEmpty() && written.isEmpty();
    }
}
