package io.alerthistory.erasure;

/**
 * A session that matches and is not on hold.
 *
 * @param rows its own row and those of its stages and interactions
 */
public record EraseCandidate(String sessionId, long rows) {
}
