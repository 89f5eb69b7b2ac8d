package io.alerthistory.storage.mapping;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.alerthistory.episode.read.GroupQuery;
import io.alerthistory.episode.read.TimeWindow;
import io.alerthistory.episode.statistics.Counts;
import io.alerthistory.episode.statistics.Definitions;

/**
 * A row of {@link StatisticsQueries#starts}: starts by quarters of an hour as they are stored. They are read one row after the
 * other: a map for each of twenty thousand rows took the memory of the service.
 *
 * @param first the quarter since the epoch that those of the row are counted from
 * @param counts their stored form
 */
public record Quarters(long first, String counts) {

    static Quarters read(GroupQuery query, RowReader row) {
        return query.isOfRules()
                ? new Quarters(Definitions.startOf(row.number("day")) / Definitions.QUARTER_US, row.text("quarters"))
                : new Quarters(row.number("quarter"), "0*" + row.number("episodes"));
    }

    /** Adds up rows, by quarters since the epoch; those of a day may begin before the window. */
    static Map<Long, Long> sum(List<Quarters> rows, TimeWindow window) {
        Map<Long, Long> quarters = new HashMap<>();
        rows.forEach(row -> Counts.parse(row.counts).forEach((number, starts) -> {
            long us = (row.first + number) * Definitions.QUARTER_US;
            if (us > window.fromUs() - Definitions.QUARTER_US && us < window.toUs()) {
                quarters.merge(row.first + number, starts, Long::sum);
            }
        }));
        return quarters;
    }
}
