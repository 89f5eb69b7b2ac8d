package io.alerthistory.episode.read;

import io.alerthistory.json.JsonText;

/**
 * An alert with its labels.
 *
 * @param alertId the alert's number in the database
 */
public record ListedLabels(long alertId, JsonText labels) {
}
