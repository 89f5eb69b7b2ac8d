package io.alerthistory.episode;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The stored episodes of an alert that reports may change: from the last one that starts before the reports to the last
 * one that they reach.
 *
 * @param episodes in order
 * @param nextStartUs the start of the episode behind them, in microseconds since the epoch; null when there is none
 */
public record KnownEpisodes(List<Episode> episodes, @Nullable Long nextStartUs) {

    public static final KnownEpisodes NONE = new KnownEpisodes(List.of(), null);

    /** The report as that of the episode that fires at its start, if its sender did not name a start. */
    ReportedStart start(EpisodeReport report) {
        ReportedStart start = report.start();
        if (report.startKnown()) {
            return start;
        }
        return episodes.stream().filter(episode -> episode.covers(start.startsAtUs())).findFirst()
                .map(episode -> start.at(episode.startsAtUs())).orElse(start);
    }
}
