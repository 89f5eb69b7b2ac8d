package io.alerthistory.session;

/**
 * The answer to a cancel or resume of a session.
 *
 * @param success always true; a refusal is a problem
 * @param status the session's state, or resuming
 */
public record InterventionReceipt(boolean success, String message, String status) {
}
