package io.alerthistory.episode.statistics;

import org.jspecify.annotations.Nullable;

/**
 * Figures of the episodes that start in a window. What cannot be measured is null. Durations are seconds.
 *
 * @param toldEnds how many ended because a sender said so
 * @param open how many still fire
 * @param assumed how many have an end that nobody reported
 * @param notified how many a receiver was told of
 * @param firingSeconds how long they fired in all, those that fire up to now
 * @param mttrSeconds the mean duration of those with a told end
 * @param p50Seconds the median of the same durations, in whole seconds
 * @param p90Seconds their 90th percentile
 * @param mttaSeconds the mean from the start to the acknowledgement, of those that have one
 * @param ackRate the share of the episodes that were acknowledged
 * @param refireRate re-fires as a share of the told ends
 * @param flapping how often an alert began to flap
 * @param noise the share of the notified episodes that nobody answered and that ended by themselves within 5 minutes
 * @param suppressed the share of the firing time under a silence or an inhibition; null when no sender tells of them
 */
public record StatisticsFigures(long episodes, long toldEnds, long open, long assumed, long notified, long firingSeconds,
        @Nullable Double mttrSeconds, @Nullable Long p50Seconds, @Nullable Long p90Seconds, @Nullable Double mttaSeconds,
        @Nullable Double ackRate, @Nullable Double refireRate, long flapping, @Nullable Double noise,
        @Nullable Double suppressed) {

    private static final int MEDIAN = 50;
    private static final int P90 = 90;

    /**
     * Makes figures of sums.
     *
     * @param suppressedUs how much of the firing time was held back; null when that is not known
     * @param nowUs until when open episodes fire, in microseconds since the epoch
     */
    public static StatisticsFigures of(DayFigures sums, @Nullable Long suppressedUs, long nowUs) {
        DayFigures.Tally tally = sums.tally();
        long firing = firingUs(sums, nowUs);
        return new StatisticsFigures(tally.episodes(), tally.toldEnds(), tally.open(), tally.assumed(), tally.notified(),
                firing / Definitions.SECOND_US, mean(sums.times().ttrUs(), tally.toldEnds()),
                sums.durations().percentile(MEDIAN),
                sums.durations().percentile(P90), mean(sums.times().ttaUs(), tally.acked()),
                share(tally.acked(), tally.episodes()),
                share(tally.refires(), tally.toldEnds()), tally.flaps(), share(tally.unanswered(), tally.notified()),
                suppressedUs == null ? null : share(Math.min(suppressedUs, firing), firing));
    }

    /** How long the episodes fired in all, in microseconds. */
    public static long firingUs(DayFigures sums, long nowUs) {
        long open = sums.tally().open() * Math.floorDiv(nowUs, Definitions.SECOND_US) - sums.times().openStartSeconds();
        return sums.times().firingUs() + Math.max(0, open) * Definitions.SECOND_US;
    }

    private static @Nullable Double mean(long sumUs, long count) {
        return count == 0 ? null : Double.valueOf((double) sumUs / count / Definitions.SECOND_US);
    }

    private static @Nullable Double share(long part, long all) {
        return all == 0 ? null : Double.valueOf((double) part / all);
    }
}
