package io.alerthistory.episode.read;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.alerthistory.episode.AlertKey;
import io.alerthistory.episode.Suppression;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/**
 * From when until when episodes were held back. A silence holds an episode from the later of both starts to the earlier
 * of both ends; an alert inhibits it from when both fire until one of them ends. Alertmanager compares the start of a
 * silence in milliseconds.
 */
public final class Suppressions {

    private static final long MILLISECOND = 1_000;
    private static final int MAX_PORTIONS = 5;

    private final List<Interval> intervals;

    public Suppressions(List<Suppressed> rows, List<Inhibitor> inhibitors) {
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

    /** Looks up the alerts that inhibit, up to {@link #MAX_PORTIONS} times. Those beyond are not known. */
    static Uni<Suppressions> of(List<Suppressed> rows, AlertReadStore alerts) {
        return Multi.createFrom().iterable(asked(rows)).select().first(MAX_PORTIONS).onItem()
                .transformToUniAndConcatenate(alerts::inhibitors).collect()
                .asList().map(found -> new Suppressions(rows, found.stream().flatMap(List::stream).toList()));
    }

    private static boolean isWithoutRule(Suppressed row) {
        return row.ref().startsWith("|");
    }

    /** What has to be known of other alerts, in portions that are read at once. */
    public static List<List<Inhibitor.Asked>> asked(List<Suppressed> rows) {
        List<Inhibitor.Asked> all = rows.stream().flatMap(Suppressions::inhibitors).distinct().toList();
        List<List<Inhibitor.Asked>> portions = new ArrayList<>();
        for (int from = 0; from < all.size(); from += AlertReadStore.MAX_INHIBITORS) {
            portions.add(all.subList(from, Math.min(all.size(), from + AlertReadStore.MAX_INHIBITORS)));
        }
        return portions;
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
     * The silences that held an episode back at an instant, or ever.
     *
     * @param atUs null for ever
     * @return in the order of their identifiers
     */
    List<SilenceView> silencing(long alertId, long startsAtUs, @Nullable Long atUs) {
        return List.copyOf(holding(alertId, startsAtUs, Suppression.Kind.SILENCED, atUs)
                .map(row -> new SilenceView(row.ref(), row.silencedBy(), row.silenceComment(), row.silenceEndsAtUs()))
                .collect(Collectors.toMap(SilenceView::silenceId, Function.identity(), (one, other) -> one, TreeMap::new))
                .values());
    }

    /**
     * What inhibited an episode at an instant, or ever.
     *
     * @param atUs null for ever
     * @return refs in order
     */
    List<String> inhibiting(long alertId, long startsAtUs, @Nullable Long atUs) {
        return holding(alertId, startsAtUs, Suppression.Kind.INHIBITED, atUs).map(Suppressed::ref).distinct().sorted().toList();
    }

    private Stream<Suppressed> holding(long alertId, long startsAtUs, Suppression.Kind kind, @Nullable Long atUs) {
        return intervals.stream()
                .filter(interval -> interval.row().isOf(alertId, startsAtUs) && interval.row().kind() == kind
                        && (atUs == null || interval.covers(atUs)))
                .map(Interval::row);
    }

    /**
     * How long an episode was held back; what did so at the same time counts once.
     *
     * @param us in microseconds
     * @param settled whether neither the episode nor a known alert that inhibits it fires any more
     */
    public record HeldEpisode(long alertId, long startsAtUs, long us, boolean settled) {

        private static HeldEpisode of(List<Interval> parts, long nowUs) {
            Suppressed row = parts.get(0).row();
            return new HeldEpisode(row.alertId(), row.startsAtUs(), unionUs(parts, nowUs),
                    parts.stream().allMatch(Interval::settled));
        }
    }

    /**
     * The episodes that were held back.
     *
     * @param nowUs until when what is not over holds, in microseconds since the epoch
     */
    public List<HeldEpisode> episodes(long nowUs) {
        return intervals.stream()
                .collect(Collectors.groupingBy(interval -> List.of(interval.row().alertId(), interval.row().startsAtUs())))
                .values().stream().map(parts -> HeldEpisode.of(parts, nowUs)).toList();
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
            return new Interval(row, Math.max(row.startsAtUs(), from), min(row.endsAtUs(), row.silenceEndsAtUs()),
                    row.endsAtUs() != null);
        }
        List<@Nullable Inhibitor> sources = inhibitors(row).map(known::get).collect(Collectors.toList());
        if (sources.isEmpty() || sources.contains(null)) {
            return new Interval(row, Math.max(row.startsAtUs(), row.firstSeenUs()), row.endsAtUs(), row.endsAtUs() != null);
        }
        List<Inhibitor> all = sources.stream().map(Objects::requireNonNull).toList();
        long from = all.stream().mapToLong(Inhibitor::startsAtUs).min().orElseThrow();
        boolean fires = all.stream().anyMatch(source -> source.endsAtUs() == null);
        Long end = fires ? null
                : all.stream().map(source -> Objects.requireNonNull(source.endsAtUs())).max(Long::compare).orElseThrow();
        return new Interval(row, Math.max(row.startsAtUs(), from), min(row.endsAtUs(), end),
                row.endsAtUs() != null && !fires);
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

    /**
     * When an episode was held back; untilUs is null when that is not known, or not over. It is settled when it does not change
     * with the clock.
     */
    private record Interval(Suppressed row, long fromUs, @Nullable Long untilUs, boolean settled) {

        boolean covers(long us) {
            return fromUs <= us && (untilUs == null || us < untilUs);
        }
    }
}
