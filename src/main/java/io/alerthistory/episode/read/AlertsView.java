package io.alerthistory.episode.read;

import java.util.List;

/**
 * The alerts with a fingerprint, one for each source, in the order of the sources.
 *
 * @param statistics their figures of the last 30 days in UTC, in the same order; their keys are the sources
 * @param parameters what the figures mean
 */
public record AlertsView(List<AlertDetailView> alerts, List<StatisticsView> statistics, StatisticsParameters parameters) {
}
