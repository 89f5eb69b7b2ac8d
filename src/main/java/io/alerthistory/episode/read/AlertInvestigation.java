package io.alerthistory.episode.read;

import io.alerthistory.episode.AlertKey;
import io.alerthistory.session.SessionStatus;

/**
 * The latest investigation of an alert: the one that started last.
 *
 * @param startedAtUs microseconds since the epoch
 */
public record AlertInvestigation(AlertKey alert, String sessionId, SessionStatus status, long startedAtUs) {
}
