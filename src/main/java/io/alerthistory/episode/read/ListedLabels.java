package io.alerthistory.episode.read;

import io.alerthistory.json.JsonText;

/**
 * An alert with its labels.
 *
 * @param alertId the alert's number in the database
 * @param isCut whether the rows end here because they have as much text as is read at once
 */
public record ListedLabels(long alertId, JsonText labels, boolean isCut) {
}
