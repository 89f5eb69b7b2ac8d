package io.alerthistory.alert;

import io.alerthistory.session.AlertSession;

/**
 * What a notification reports about one alert.
 *
 * @param fingerprint identifies the alert
 * @param startsAt when it started to fire
 * @param endIsReported whether the sender reported an end; without one, a resolved alert ended when it was received
 * @param session the new session of the alert, used when it belongs to no stored session; completed_at_us is the end of
 *        a resolved alert and null for a firing one
 */
public record AlertReport(String fingerprint, AlertStart startsAt, boolean endIsReported, AlertSession session) {

    /** Makes the alert_id of a session. */
    static String alertId(String fingerprint, AlertStart start) {
        return fingerprint + Firing.SEPARATOR + start.text();
    }

    /** The common prefix of the alert_ids of this alert's sessions. */
    public String key() {
        return fingerprint + Firing.SEPARATOR;
    }

    public long startsAtUs() {
        return startsAt.us();
    }

    boolean isResolved() {
        return session.completedAtUs != null;
    }

    long endsAtUs() {
        Long end = session.completedAtUs;
        return end == null ? Long.MAX_VALUE : end;
    }
}
