package io.alerthistory.http.page.session;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Maps times to places on an axis from 0 to {@link #WIDTH}. Long gaps in which nothing happens are folded: each takes the same
 * small width, however long it is. Everything else has one scale.
 */
final class TimeScale {

    /** The width of the axis. A place is a hundredth of a percent of the drawing. */
    static final double WIDTH = 10_000;

    /** A gap is folded when it is longer than this part of the time in which something happens. */
    private static final double LONG_GAP = 0.05;

    /** Gaps below this length are never folded, in microseconds. */
    private static final long MIN_GAP_US = 2_000_000;

    private static final int MAX_FOLDS = 60;

    /** The width of a folded gap at most. */
    private static final double FOLD = 200;

    /** The part of the axis that folded gaps take together at most. */
    private static final double MAX_FOLDED = 0.4;

    /** Lengths of steps between ticks, in seconds. */
    private static final long[] STEPS = { 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 14_400, 21_600,
            43_200, 86_400, 172_800, 604_800, 2_592_000, 31_536_000 };

    private static final int MAX_TICKS = 8;
    private static final double MIN_TICK_DISTANCE = 900;

    private final List<Segment> segments;

    /** A time span from one instant to another, in microseconds since the epoch. */
    record Span(long fromUs, long toUs) {

        long lengthUs() {
            return toUs - fromUs;
        }
    }

    /**
     * A part of the axis.
     *
     * @param x where it begins
     * @param folded whether nothing happens in it
     */
    record Segment(Span span, double x, double width, boolean folded) {
    }

    /** A mark on the axis. */
    record Tick(double x, long us) {
    }

    private TimeScale(List<Segment> segments) {
        this.segments = List.copyOf(segments);
    }

    /**
     * Makes the scale of a time span.
     *
     * @param whole what the axis shows; one without a length is shown as a millisecond
     * @param busy when something happens, in any order; what lies outside of the whole does not count
     */
    static TimeScale of(Span whole, List<Span> busy) {
        Span shown = new Span(whole.fromUs(), Math.max(whole.toUs(), whole.fromUs() + 1_000));
        List<Span> gaps = gaps(shown, busy);
        long busyUs = shown.lengthUs() - gaps.stream().mapToLong(Span::lengthUs).sum();
        List<Span> folded = gaps.stream().filter(gap -> gap.lengthUs() >= Math.max(MIN_GAP_US, busyUs * LONG_GAP))
                .sorted(Comparator.comparingLong(Span::lengthUs).reversed()).limit(MAX_FOLDS)
                .sorted(Comparator.comparingLong(Span::fromUs)).toList();
        long unfoldedUs = shown.lengthUs() - folded.stream().mapToLong(Span::lengthUs).sum();
        if (unfoldedUs <= 0) { // nothing happens at all
            return new TimeScale(List.of(new Segment(shown, 0, WIDTH, false)));
        }
        double fold = folded.isEmpty() ? 0 : Math.min(FOLD, WIDTH * MAX_FOLDED / folded.size());
        double unit = (WIDTH - fold * folded.size()) / unfoldedUs;
        List<Segment> segments = new ArrayList<>();
        long at = shown.fromUs();
        double x = 0;
        for (Span gap : folded) {
            x = add(new Span(at, gap.fromUs()), x, unit, segments);
            segments.add(new Segment(gap, x, fold, true));
            x += fold;
            at = gap.toUs();
        }
        add(new Span(at, shown.toUs()), x, unit, segments);
        return new TimeScale(segments);
    }

    private static double add(Span span, double x, double unit, List<Segment> segments) {
        if (span.lengthUs() <= 0) {
            return x;
        }
        segments.add(new Segment(span, x, span.lengthUs() * unit, false));
        return x + span.lengthUs() * unit;
    }

    private static List<Span> gaps(Span whole, List<Span> busy) {
        List<Span> gaps = new ArrayList<>();
        long at = whole.fromUs();
        for (Span span : busy.stream().sorted(Comparator.comparingLong(Span::fromUs)).toList()) {
            long from = Math.min(span.fromUs(), whole.toUs());
            if (from > at) {
                gaps.add(new Span(at, from));
            }
            at = Math.max(at, span.toUs());
        }
        if (at < whole.toUs()) {
            gaps.add(new Span(at, whole.toUs()));
        }
        return gaps;
    }

    /** The place of a time; what lies outside of the axis has the place of its nearer end. */
    double x(long us) {
        for (Segment segment : segments) {
            if (us < segment.span().toUs()) {
                double part = (us - segment.span().fromUs()) / (double) segment.span().lengthUs();
                return segment.x() + Math.max(0, part) * segment.width();
            }
        }
        return WIDTH;
    }

    /** The gaps that are folded, in order. */
    List<Segment> folds() {
        return segments.stream().filter(Segment::folded).toList();
    }

    /** Marks at round times, none within a folded gap, and none too near to another. */
    List<Tick> ticks() {
        long shownUs = segments.stream().filter(segment -> !segment.folded()).mapToLong(segment -> segment.span().lengthUs())
                .sum();
        long step = step(shownUs);
        List<Tick> ticks = new ArrayList<>();
        double last = -MIN_TICK_DISTANCE;
        for (Segment segment : segments) {
            if (segment.folded()) {
                continue;
            }
            for (long us = Math.floorDiv(segment.span().fromUs() + step - 1, step) * step; us <= segment.span()
                    .toUs(); us += step) {
                double x = x(us);
                if (x - last >= MIN_TICK_DISTANCE && x <= WIDTH - MIN_TICK_DISTANCE / 2) {
                    ticks.add(new Tick(x, us));
                    last = x;
                }
            }
        }
        return ticks;
    }

    private static long step(long shownUs) {
        for (long seconds : STEPS) {
            if (shownUs / (seconds * 1_000_000) <= MAX_TICKS) {
                return seconds * 1_000_000;
            }
        }
        return shownUs; // longer than anything that people wait for
    }
}
