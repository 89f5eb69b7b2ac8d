package io.alerthistory.episode.read;

import java.util.List;

/**
 * How many episodes started when.
 *
 * @param cells in the order of time, those without episodes, too
 */
public record HeatmapView(HeatmapBy by, List<HeatmapCell> cells, StatisticsParameters parameters) {
}
