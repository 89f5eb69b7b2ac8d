package io.alerthistory.episode.read;

import io.alerthistory.episode.statistics.DayFigures;

/**
 * The sums of a group of alerts.
 *
 * @param key the group's value; empty for alerts without it
 */
public record GroupFigures(String key, DayFigures figures) {
}
