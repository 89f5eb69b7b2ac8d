package io.alerthistory.episode.read;

import java.util.List;

import io.alerthistory.episode.statistics.AlertFigures;

/**
 * The alerts with a fingerprint, one for each source, in the order of the sources.
 *
 * @param statistics their figures of the last 30 days in UTC, in the same order; their keys are the sources
 * @param figures what only single alerts have, of the same 30 days and in the same order; of more than 1,000 episodes the
 *        newest
 * @param parameters what the figures mean
 */
public record AlertsView(List<AlertDetailView> alerts, List<StatisticsView> statistics, List<AlertFigures> figures,
        StatisticsParameters parameters) {
}
