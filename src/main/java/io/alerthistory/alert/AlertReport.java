package io.alerthistory.alert;

import io.alerthistory.session.AlertSession;

/**
 * What a notification says of one alert.
 *
 * @param fingerprint names the alert
 * @param startsAt since when it fires
 * @param endIsTold whether the sender said when it ended; if not, a resolved alert ended when it was received
 * @param session the session that the alert becomes when it belongs to none that is stored; completed_at_us is the end of a
 *        resolved alert and null for a firing one
 */
public record AlertReport(String fingerprint, AlertStart startsAt, boolean endIsTold, AlertSession session) {

    /** The alert_id of a session. */
    static String alertId(String fingerprint, AlertStart start) {
        return fingerprint + Firing.SEPARATOR + start.text();
    }

    /** By which the sessions of this alert are found. */
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
