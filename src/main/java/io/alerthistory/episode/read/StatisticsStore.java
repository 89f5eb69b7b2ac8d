package io.alerthistory.episode.read;

import java.util.List;
import java.util.Map;
import java.util.Set;

import io.alerthistory.episode.statistics.EpisodeTimes;
import io.smallrye.mutiny.Uni;

/** The port that reads sums of days, and of parts of days the episodes themselves. Days are those of UTC since the epoch. */
public interface StatisticsStore {

    /** The maximum number of episodes of a part of a day. */
    int MAX_EPISODES = 100_000;

    /** The maximum number of rows that tell what was held back. */
    int MAX_SUPPRESSED = 10_000;

    /**
     * Sums of whole days without their durations, the groups with most episodes first.
     *
     * @param toDay exclusive
     */
    Uni<List<GroupFigures>> sums(GroupQuery query, int fromDay, int toDay, int max);

    /** The maximum number of durations that are read of all groups together: ten megabytes or so. */
    int MAX_DURATIONS = 2_000_000;

    /**
     * The durations of whole days, of groups that have at most {@link #MAX_DURATIONS} told ends there. Nothing else is in the
     * figures.
     */
    Uni<List<GroupFigures>> durations(GroupQuery query, int fromDay, int toDay);

    /**
     * The episodes that start in a window with those before that matter, in the order of alerts and starts.
     *
     * @return at most {@link #MAX_EPISODES}
     */
    Uni<List<GroupEpisode>> episodes(GroupQuery query, TimeWindow window);

    /** What held episodes back that start in a window: at most {@link #MAX_SUPPRESSED} rows, and one more. */
    Uni<List<GroupSuppressed>> suppressed(GroupQuery query, TimeWindow window);

    /**
     * What held episodes back that start on the days of alerts whose sums do not have it, because it changes with the clock.
     *
     * @param toDay exclusive
     * @return at most {@link #MAX_SUPPRESSED} rows, and one more
     */
    Uni<List<GroupSuppressed>> unsettled(GroupQuery query, int fromDay, int toDay);

    /**
     * The groups on the days of a window that have a source which ever told of silences or inhibitions. When every source did,
     * these are all groups of the query.
     */
    Uni<Set<String>> told(GroupQuery query, TimeWindow window);

    /** The maximum number of episodes from which the figures of a single alert are made. */
    int MAX_RECENT = 1_000;

    /**
     * When something first happened in the newest episodes of an alert that start since an instant, and in the one before,
     * in the order of their starts.
     *
     * @return at most {@link #MAX_RECENT}
     */
    Uni<List<EpisodeTimes>> recent(DetailedAlert alert, long sinceUs);

    /**
     * The alerts that matchers are applied to, in the order of their numbers; the filter's matchers are not applied.
     *
     * @param afterId only alerts with larger numbers
     */
    Uni<List<ListedLabels>> candidates(AlertFilter filter, long afterId, int max);

    /** The number of starts by quarter of an hour since the epoch. */
    Uni<Map<Long, Long>> starts(GroupQuery query, TimeWindow window);
}
