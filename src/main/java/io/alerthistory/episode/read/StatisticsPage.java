package io.alerthistory.episode.read;

import java.util.List;

/** Rows of statistics, the largest first. */
public record StatisticsPage(List<StatisticsView> statistics, StatisticsParameters parameters, Pagination pagination) {
}
