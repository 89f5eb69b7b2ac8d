package io.alerthistory.episode.read;

import org.jspecify.annotations.Nullable;

import io.alerthistory.episode.statistics.StatisticsFigures;

/**
 * A row of statistics: the figures of {@link StatisticsFigures}, and those of the window before.
 *
 * @param key the value that its alerts have in common; empty for those without it
 */
public record StatisticsView(String key, long episodes, long toldEnds, long open, long assumed, long notified,
        long firingSeconds, @Nullable Double mttrSeconds, @Nullable Long p50Seconds, @Nullable Long p90Seconds,
        @Nullable Double mttaSeconds, @Nullable Double ackRate, @Nullable Double refireRate, long flapping,
        @Nullable Double noise, @Nullable Double suppressed, StatisticsFigures previous) {

    static StatisticsView of(String key, StatisticsFigures now, StatisticsFigures previous) {
        return new StatisticsView(key, now.episodes(), now.toldEnds(), now.open(), now.assumed(), now.notified(),
                now.firingSeconds(), now.mttrSeconds(), now.p50Seconds(), now.p90Seconds(), now.mttaSeconds(), now.ackRate(),
                now.refireRate(), now.flapping(), now.noise(), now.suppressed(), previous);
    }
}
