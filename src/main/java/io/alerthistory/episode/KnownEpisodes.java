package io.alerthistory.episode;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The stored episodes of an alert that reports may change: from the last one that starts before the reports to the last one
 * that
 * they reach.
 *
 * @param episodes in order
 * @param nextStartUs the start of the episode behind them, in microseconds since the epoch; null when there is none
 */
public record KnownEpisodes(List<Episode> episodes, @Nullable Long nextStartUs) {

    public static final KnownEpisodes NONE = new KnownEpisodes(List.of(), null);
}
