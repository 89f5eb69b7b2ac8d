package io.alerthistory.alert;

/** An alert that made a new session, or ended one. */
public record RecordedAlert(String alertId, boolean created) {
}
