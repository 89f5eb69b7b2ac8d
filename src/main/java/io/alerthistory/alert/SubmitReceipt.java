package io.alerthistory.alert;

/**
 * The response to a POST of an alert.
 *
 * @param sessionId the session that waits for a worker
 * @param status always queued
 */
public record SubmitReceipt(String sessionId, String status, String message) {

    static SubmitReceipt queued(String sessionId) {
        return new SubmitReceipt(sessionId, "queued", "Alert submitted for processing");
    }
}
