package io.alerthistory.alert;

import java.util.List;

/**
 * The response to a webhook.
 *
 * @param received the number of alerts in the notification
 * @param created the number of new sessions
 * @param updated the number of alerts that ended a stored session, or moved its start or end
 * @param unchanged the number of alerts that were stored before
 * @param errors the alerts that could not be recorded
 */
public record AlertReceipt(int received, int created, int updated, int unchanged, List<RejectedAlert> errors) {

    /**
     * An alert that was not recorded.
     *
     * @param index in the notification, from 0
     */
    public record RejectedAlert(int index, String code, String message) {
    }
}
