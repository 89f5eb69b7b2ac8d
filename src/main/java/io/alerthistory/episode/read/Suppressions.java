package io.alerthistory.episode.read;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.alerthistory.episode.AlertKey;
import io.alerthistory.episode.Suppression;

/**
 * From when until when episodes were held back. A silence holds an episode from the later of both starts to the earlier
 * of both ends; an alert inhibits it from when both fire until one of them ends. Alertmanager compares the start of a
 * silence in milliseconds.
 */
final class Suppressions {

    private static final long MILLISECOND = 1_000;

    private final List<Interval> intervals;

    Suppressions(List<Suppressed> rows, List<Inhibitor> inhibitors) {
        Map<Inhibitor.Asked, Inhibitor> known = inhibitors.stream().collect(Collectors
                .toMap(found -> new Inhibitor.Asked(found.key(), found.seenUs()), Function.identity(), (one, other) -> one));
        Map<Held, Set<String>> named = rows.stream().filter(row -> !isWithoutRule(row))
                .collect(Collectors.groupingBy(Held::of, Collectors.mapping(Suppressed::ref, Collectors.toSet())));
        List<Interval> found = new ArrayList<>();
        for (Suppressed row : rows) {
            // Alertmanager's API does not name the rule of an inhibition, as its event recorder does.
            if (isWithoutRule(row)
                    && named.getOrDefault(Held.of(row), Set.of()).stream().anyMatch(ref -> ref.endsWith(row.ref()))) {
                continue;
            }
            Interval interval = interval(row, known);
            if (interval.untilUs() == null || interval.fromUs() < interval.untilUs()) {
                found.add(interval);
            }
        }
        intervals = List.copyOf(found);
    }

    private static boolean isWithoutRule(Suppressed row) {
        return row.ref().startsWith("|");
    }

    /** What has to be known of other alerts. */
    static List<Inhibitor.Asked> asked(List<Suppressed> rows) {
        return rows.stream().flatMap(Suppressions::inhibitors).distinct().limit(AlertReadStore.MAX_INHIBITORS).toList();
    }

    /**
     * The transitions up to an instant: a silence that ends later may still be changed. A silence that was seen in
     * several hours of one episode is one fact.
     */
    List<TransitionView> transitions(long nowUs) {
        List<TransitionView> transitions = new ArrayList<>();
        for (Interval interval : intervals) {
            Suppressed row = interval.row();
            boolean silence = row.kind() == Suppression.Kind.SILENCED;
            transitions.add(TransitionView.of(silence ? TransitionKind.SILENCED : TransitionKind.INHIBITED, interval.fromUs(),
                    row.ref(), row.receivedAtUs(), row.startsAtUs(), row.source())
                    .by(row.silencedBy(), row.silenceComment()));
            Long until = interval.untilUs();
            if (until != null && until <= nowUs) {
                transitions.add(TransitionView.of(silence ? TransitionKind.UNSILENCED : TransitionKind.UNINHIBITED, until,
                        row.ref(), null, row.startsAtUs(), row.source()));
            }
        }
        return transitions.stream()
                .collect(Collectors.toMap(TransitionView::place, Function.identity(), (one, other) -> one)).values().stream()
                .toList();
    }

    /**
     * What held an episode back at an instant, or ever.
     *
     * @param atUs null for ever
     * @return refs in order
     */
    List<String> holding(long alertId, long startsAtUs, Suppression.Kind kind, @Nullable Long atUs) {
        return intervals.stream()
                .filter(interval -> interval.row().isOf(alertId, startsAtUs) && interval.row().kind() == kind
                        && (atUs == null || interval.covers(atUs)))
                .map(interval -> interval.row().ref()).distinct().sorted().toList();
    }

    /**
     * How long the episodes of each alert were held back; what did so at the same time counts once.
     *
     * @param nowUs until when what is not over holds, in microseconds since the epoch
     * @return by the alert's number, in microseconds
     */
    Map<Long, Long> heldUs(long nowUs) {
        Map<List<Long>, List<Interval>> byEpisode = intervals.stream()
                .collect(Collectors.groupingBy(interval -> List.of(interval.row().alertId(), interval.row().startsAtUs())));
        Map<Long, Long> held = new HashMap<>();
        byEpisode.forEach((episode, parts) -> held.merge(episode.get(0), unionUs(parts, nowUs), Long::sum));
        return held;
    }

    private static long unionUs(List<Interval> parts, long nowUs) {
        long sum = 0;
        long coveredUs = Long.MIN_VALUE;
        for (Interval part : parts.stream().sorted(Comparator.comparingLong(Interval::fromUs)).toList()) {
            long until = part.untilUs() == null ? nowUs : Math.min(part.untilUs(), nowUs);
            long from = Math.max(part.fromUs(), coveredUs);
            if (until > from) {
                sum += until - from;
                coveredUs = until;
            }
        }
        return sum;
    }

    private static Interval interval(Suppressed row, Map<Inhibitor.Asked, Inhibitor> known) {
        if (row.kind() == Suppression.Kind.SILENCED) {
            Long start = row.silenceStartsAtUs();
            long from = start == null ? row.firstSeenUs() : Math.floorDiv(start, MILLISECOND) * MILLISECOND;
            return new Interval(row, Math.max(row.startsAtUs(), from), min(row.endsAtUs(), row.silenceEndsAtUs()));
        }
        List<@Nullable Inhibitor> sources = inhibitors(row).map(known::get).collect(Collectors.toList());
        if (sources.isEmpty() || sources.contains(null)) {
            return new Interval(row, Math.max(row.startsAtUs(), row.firstSeenUs()), row.endsAtUs());
        }
        List<Inhibitor> all = sources.stream().map(Objects::requireNonNull).toList();
        long from = all.stream().mapToLong(Inhibitor::startsAtUs).min().orElseThrow();
        boolean fires = all.stream().anyMatch(source -> source.endsAtUs() == null);
        Long end = fires ? null
                : all.stream().map(source -> Objects.requireNonNull(source.endsAtUs())).max(Long::compare).orElseThrow();
        return new Interval(row, Math.max(row.startsAtUs(), from), min(row.endsAtUs(), end));
    }

    private static Stream<Inhibitor.Asked> inhibitors(Suppressed row) {
        return row.inhibitors().stream()
                .map(fingerprint -> new Inhibitor.Asked(new AlertKey(row.source(), fingerprint), row.firstSeenUs()));
    }

    private static @Nullable Long min(@Nullable Long one, @Nullable Long other) {
        return one == null ? other : other == null ? one : Long.valueOf(Math.min(one, other));
    }

    /** An episode that was held back in a way. */
    private record Held(long alertId, long startsAtUs, Suppression.Kind kind) {

        static Held of(Suppressed row) {
            return new Held(row.alertId(), row.startsAtUs(), row.kind());
        }
    }

    /** When an episode was held back; untilUs is null when that is not known, or not over. */
    private record Interval(Suppressed row, long fromUs, @Nullable Long untilUs) {

        boolean covers(long us) {
            return fromUs <= us && (untilUs == null || us < untilUs);
        }
    }
}
