package io.alerthistory.episode;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Makes events of the changes of an alert's episodes. What happened long ago makes none, so an imported or migrated history
 * is silent. The end of an episode that was stored as firing always makes one.
 */
final class EpisodeNews {

    /** An episode that ended, or was last seen firing, longer ago than this makes no event. In microseconds. */
    static final long RECENT_US = 3_600_000_000L;

    private EpisodeNews() {
    }

    /**
     * Finds the events, in the order of the episodes.
     *
     * @param before the stored episodes of an alert
     * @param after what becomes of them
     * @param nowUs microseconds since the epoch
     */
    static List<AlertEvent> of(Collection<Episode> before, Collection<Episode> after, long nowUs) {
        Map<Long, Episode> stored = before.stream().collect(Collectors.toMap(Episode::startsAtUs, Function.identity()));
        List<AlertEvent> events = new ArrayList<>();
        for (Episode episode : after) {
            // Each start of an episode belongs to one episode later, at its place or before it.
            List<Episode> parts = episode.starts().stream().map(start -> stored.get(start.startsAtUs()))
                    .filter(Objects::nonNull).map(Objects::requireNonNull).toList();
            if (parts.size() != 1 || !parts.get(0).hasSameInterval(episode)) {
                add(events, parts, episode, nowUs);
            }
        }
        return events;
    }

    /** @param parts the stored episodes that are part of this one, in order; none of a new one. Only the last may be open */
    private static void add(List<AlertEvent> events, List<Episode> parts, Episode episode, long nowUs) {
        long start = episode.startsAtUs();
        boolean isRecent = isRecent(episode, nowUs);
        Episode last = parts.isEmpty() ? null : parts.get(parts.size() - 1);
        boolean fired = last != null && last.isOpen();
        if (isRecent || fired) {
            parts.stream().map(Episode::startsAtUs).filter(previous -> previous != start)
                    .forEach(previous -> events.add(AlertEvent.moved(start, previous)));
        }
        if (isRecent && !fired && (last == null || episode.isOpen())) {
            events.add(AlertEvent.fired(start));
        }
        if (!episode.isOpen() && (fired || (isRecent && (last == null || !hasSameEnd(last, episode))))) {
            events.add(AlertEvent.resolved(start, episode.endsAtUs(), episode.endReason()));
        }
    }

    private static boolean hasSameEnd(Episode one, Episode other) {
        return Objects.equals(one.endsAtUs(), other.endsAtUs()) && one.endReason() == other.endReason();
    }

    private static boolean isRecent(Episode episode, long nowUs) {
        Long last = episode.isOpen() ? ReportedStart.max(episode.leaseUntilUs(), episode.provenUntilUs()) : episode.endsAtUs();
        return last == null || last >= nowUs - RECENT_US;
    }
}
