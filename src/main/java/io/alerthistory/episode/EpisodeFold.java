package io.alerthistory.episode;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

/**
 * Makes the episodes of an alert from what was reported of each startsAt. The result depends on the set of the reports
 * alone:
 * <ol>
 * <li>Reported intervals that overlap are one episode. Intervals are half-open, so touching ones are two.
 * <li>A start without a reported end belongs to the episode that contains it, else to the next one that it reaches,
 * whose start it moves back. A reported end wins over the promise to fire longer.
 * <li>What is left fires until its promise has passed. Without a promise it fires until the alert starts again.
 * </ol>
 */
final class EpisodeFold {

    private EpisodeFold() {
    }

    /**
     * Makes the episodes.
     *
     * @param reported one of each startsAt
     * @param nextStartUs the start of the alert's next episode, which none of these reaches; null when there is none
     * @param nowUs microseconds since the epoch
     * @return in order
     */
    static List<Episode> fold(Collection<ReportedStart> reported, @Nullable Long nextStartUs, long nowUs) {
        Deque<Span> spans = ended(reported);
        Deque<Span> later = new ArrayDeque<>();
        TreeMap<Long, ReportedStart> firing = new TreeMap<>();
        reported.stream().filter(start -> !start.isEnded()).forEach(start -> firing.put(start.startsAtUs(), start));
        // From the last start to the first, so that a start that was moved back can be reached by an earlier one.
        for (ReportedStart start : firing.descendingMap().values()) {
            while (!spans.isEmpty() && spans.peekLast().startsAtUs() > start.startsAtUs()) {
                later.addFirst(spans.pollLast());
            }
            if (!spans.isEmpty() && start.startsAtUs() < spans.peekLast().extent().endUs()) {
                spans.peekLast().add(start);
            } else {
                later.addFirst(attach(start, later));
            }
        }
        spans.addAll(later);
        return episodes(spans, nextStartUs, nowUs);
    }

    /** The intervals with a reported end. */
    private static Deque<Span> ended(Collection<ReportedStart> reported) {
        NavigableMap<Long, ReportedStart> ordered = new TreeMap<>();
        reported.stream().filter(ReportedStart::isEnded).forEach(start -> ordered.put(start.startsAtUs(), start));
        Deque<Span> spans = new ArrayDeque<>();
        for (ReportedStart start : ordered.values()) {
            if (!spans.isEmpty() && start.startsAtUs() < spans.peekLast().extent().endUs()) {
                spans.peekLast().add(start);
            } else {
                spans.add(new Span(start));
            }
        }
        return spans;
    }

    /** Makes the span of a start: with all that it reaches, up to and including the first one that ended. */
    private static Span attach(ReportedStart start, Deque<Span> later) {
        Span span = new Span(start);
        while (!later.isEmpty() && !span.extent().ended() && span.extent().reaches(later.peekFirst().startsAtUs())) {
            span.add(later.pollFirst());
        }
        return span;
    }

    private static List<Episode> episodes(Deque<Span> spans, @Nullable Long nextStartUs, long nowUs) {
        List<Episode> episodes = new ArrayList<>(spans.size());
        while (!spans.isEmpty()) {
            Span span = spans.pollFirst();
            episodes.add(span.episode(spans.isEmpty() ? nextStartUs : Long.valueOf(spans.peekFirst().startsAtUs()), nowUs));
        }
        return episodes;
    }

    /**
     * From when until when something fires, as far as is known.
     *
     * @param ended whether the end was reported
     * @param leased whether it ends by itself
     * @param endIncluded whether it fires at its end, too
     */
    private record Extent(boolean ended, boolean leased, long endUs, boolean endIncluded, @Nullable Long endReceivedAtUs) {

        static Extent of(ReportedStart start) {
            Long end = start.endUs();
            return end == null
                    ? new Extent(false, start.isLeased(), start.reachUs(), start.reaches(start.reachUs()),
                            start.endReceivedAtUs())
                    : new Extent(true, start.isLeased(), end, false, start.endReceivedAtUs());
        }

        /** The later end of the two; a reported one wins. */
        Extent and(Extent other) {
            boolean replaced = ended == other.ended ? other.endUs > endUs : other.ended;
            Extent last = replaced ? other : this;
            boolean sameEnd = ended == other.ended && endUs == other.endUs;
            boolean included = last.endIncluded || (sameEnd && (endIncluded || other.endIncluded));
            return new Extent(ended || other.ended, leased || other.leased, last.endUs, included, last.endReceivedAtUs);
        }

        boolean reaches(long us) {
            return us < endUs || (us == endUs && endIncluded);
        }
    }

    /** An interval that grows while starts are added. */
    private static final class Span {

        private final TreeMap<Long, ReportedStart> starts = new TreeMap<>();
        private final AtomicReference<Extent> extent;

        Span(ReportedStart start) {
            starts.put(start.startsAtUs(), start);
            extent = new AtomicReference<>(Extent.of(start));
        }

        long startsAtUs() {
            return starts.firstKey();
        }

        Extent extent() {
            return Objects.requireNonNull(extent.get());
        }

        void add(ReportedStart start) {
            add(new Span(start));
        }

        void add(Span other) {
            starts.putAll(other.starts);
            extent.set(extent().and(other.extent()));
        }

        Episode episode(@Nullable Long nextStartUs, long nowUs) {
            List<ReportedStart> all = List.copyOf(starts.values());
            Extent known = extent();
            if (known.ended) {
                return new Episode(known.endUs, EndReason.TOLD, known.endReceivedAtUs, all);
            }
            if (!known.leased) {
                return nextStartUs == null ? new Episode(null, null, null, all)
                        : new Episode(nextStartUs, EndReason.SUPERSEDED, nowUs, all);
            }
            return nextStartUs == null && known.endUs >= nowUs ? new Episode(null, null, null, all)
                    : new Episode(known.endUs, EndReason.ASSUMED, nowUs, all);
        }
    }
}
