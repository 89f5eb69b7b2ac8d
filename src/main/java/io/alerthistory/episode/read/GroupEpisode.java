package io.alerthistory.episode.read;

import io.alerthistory.episode.statistics.EpisodeFacts;

/**
 * An episode of a group of alerts.
 *
 * @param alertId the alert's number in the database
 */
public record GroupEpisode(String key, long alertId, EpisodeFacts facts) {
}
