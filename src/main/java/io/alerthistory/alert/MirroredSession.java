package io.alerthistory.alert;

import org.jspecify.annotations.Nullable;

import io.alerthistory.json.JsonText;
import io.alerthistory.session.SessionStatus;

/**
 * The session of an alert as an older version recorded it.
 *
 * @param alertId the alert's fingerprint and its startsAt
 * @param completedAtUs when the alert or the session ended, in microseconds since the epoch; null while it is open
 * @param starts every startsAt of the alert, separated by blanks; null when there is none beside the one in the alert_id
 * @param alertData the alert as it was sent; null when it was erased, or is too large to be read here
 */
public record MirroredSession(String sessionId, String alertId, @Nullable String alertType, SessionStatus status,
        long startedAtUs, @Nullable Long completedAtUs, @Nullable String starts, boolean erased, @Nullable JsonText alertData) {
}
