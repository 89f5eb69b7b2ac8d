package io.alerthistory.episode.read;

import java.time.ZoneId;

/**
 * A question for the number of episodes that start in each hour of the week, or on each day.
 *
 * @param window both ends are given; it is widened to quarters of an hour
 */
public record HeatmapQuery(AlertFilter filter, TimeWindow window, HeatmapBy by, ZoneId zone) {

    /** The maximum length of a window: 400 days. */
    public static final long MAX_WINDOW_US = 400 * 86_400_000_000L;
}
