package io.alerthistory.alert;

import java.util.List;

/**
 * The answer to a webhook.
 *
 * @param received alerts in the notification
 * @param created new sessions
 * @param updated alerts that ended a stored session, or moved its start or end
 * @param unchanged alerts that were known
 * @param errors alerts that could not be recorded
 */
public record AlertReceipt(int received, int created, int updated, int unchanged, List<RejectedAlert> errors) {

    /**
     * An alert that was not recorded.
     *
     * @param index place in the notification, from 0
     */
    public record RejectedAlert(int index, String code, String message) {
    }
}
