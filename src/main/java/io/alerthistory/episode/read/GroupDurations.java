package io.alerthistory.episode.read;

import io.alerthistory.episode.statistics.Counts;

/**
 * The durations of a group on whole days.
 *
 * @param durations of told ends, in seconds
 * @param days how many days of alerts or rules they are of
 */
public record GroupDurations(String key, Counts durations, long days) {
}
