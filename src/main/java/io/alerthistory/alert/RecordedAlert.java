package io.alerthistory.alert;

/** An alert that created a session or changed one: ended it, or moved its start or end. */
public record RecordedAlert(String alertId, boolean created) {
}
