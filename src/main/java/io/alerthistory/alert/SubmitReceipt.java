package io.alerthistory.alert;

/**
 * The answer to a POST of an alert.
 *
 * @param sessionId the session that waits for a worker now
 * @param status always queued
 */
public record SubmitReceipt(String sessionId, String status, String message) {

    static SubmitReceipt queued(String sessionId) {
        return new SubmitReceipt(sessionId, "queued", "Alert submitted for processing");
    }
}
