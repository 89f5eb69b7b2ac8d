package io.alerthistory.episode.read;

import java.time.ZoneId;

/**
 * A question for statistics.
 *
 * @param window of the starts of the episodes; both ends are given
 * @param zone in which days of parameters are; answers name it
 */
public record StatisticsQuery(AlertFilter filter, TimeWindow window, GroupBy groupBy, ZoneId zone, StatisticsOrder sort,
        int size) {

    /** The maximum length of a window: 5 years, as long as sums are kept. */
    public static final long MAX_WINDOW_US = 1_827 * 86_400_000_000L;

    StatisticsQuery ofSize(int rows) {
        return new StatisticsQuery(filter, window, groupBy, zone, sort, rows);
    }

    String binding() {
        return "statistics\0" + window + "\0" + groupBy + "\0" + sort + "\0" + filter.canonical();
    }
}
