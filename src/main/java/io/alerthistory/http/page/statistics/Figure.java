package io.alerthistory.http.page.statistics;

import java.util.List;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.alerthistory.episode.read.StatisticsOrder;
import io.alerthistory.episode.read.StatisticsView;
import io.alerthistory.episode.statistics.StatisticsFigures;
import io.alerthistory.http.page.Durations;
import io.alerthistory.http.page.Words;
import io.alerthistory.http.page.statistics.FiguresView.Cell;

/**
 * A column of statistics.
 *
 * @param sort the order by it; null when there is none
 * @param now its figure of a row
 * @param before the same of the window before
 */
record Figure(String label, @Nullable StatisticsOrder sort, Function<StatisticsView, @Nullable Number> now,
        Function<StatisticsFigures, @Nullable Number> before, Kind kind) {

    /** All columns in their order. */
    static final List<Figure> ALL = List.of(
            new Figure("Episodes", StatisticsOrder.EPISODES, StatisticsView::episodes, StatisticsFigures::episodes,
                    Kind.COUNT),
            new Figure("Notified", StatisticsOrder.NOTIFIED, StatisticsView::notified, StatisticsFigures::notified,
                    Kind.COUNT),
            new Figure("Firing", StatisticsOrder.FIRING_SECONDS, StatisticsView::firingSeconds,
                    StatisticsFigures::firingSeconds, Kind.SECONDS),
            new Figure("MTTR", StatisticsOrder.MTTR_SECONDS, StatisticsView::mttrSeconds, StatisticsFigures::mttrSeconds,
                    Kind.SECONDS),
            new Figure("TTR p50", null, StatisticsView::p50Seconds, StatisticsFigures::p50Seconds, Kind.SECONDS),
            new Figure("TTR p90", null, StatisticsView::p90Seconds, StatisticsFigures::p90Seconds, Kind.SECONDS),
            new Figure("MTTA", null, StatisticsView::mttaSeconds, StatisticsFigures::mttaSeconds, Kind.SECONDS),
            new Figure("Ack rate", null, StatisticsView::ackRate, StatisticsFigures::ackRate, Kind.SHARE),
            new Figure("Fired again", StatisticsOrder.REFIRE_RATE, StatisticsView::refireRate,
                    StatisticsFigures::refireRate, Kind.SHARE),
            new Figure("Flapping", StatisticsOrder.FLAPPING, StatisticsView::flapping, StatisticsFigures::flapping,
                    Kind.COUNT),
            new Figure("Noise", StatisticsOrder.NOISE, StatisticsView::noise, StatisticsFigures::noise, Kind.SHARE),
            new Figure("Suppressed", null, StatisticsView::suppressed, StatisticsFigures::suppressed, Kind.SHARE));

    private static final double MS = 1_000;

    /** How a figure is written. */
    enum Kind {
        COUNT,
        SECONDS,
        SHARE
    }

    /** The figure of a row; its texts are empty when it cannot be measured. */
    Cell of(StatisticsView row) {
        return new Cell(text(now.apply(row)), text(before.apply(row.previous())));
    }

    private String text(@Nullable Number value) {
        if (value == null) {
            return "";
        }
        return switch (kind) {
            case COUNT -> Words.number(value.longValue());
            case SECONDS -> value.doubleValue() == 0 ? "0 s" : Durations.of(Math.round(value.doubleValue() * MS));
            case SHARE -> Words.percent(value.doubleValue());
        };
    }
}
