package io.alerthistory.alert;

import java.util.Set;

import io.alerthistory.json.JsonText;
import io.alerthistory.session.AlertSession;

/**
 * The report of an alert, and the alert as it was sent. The two are combined only when they are stored, because twenty
 * thousand alerts with the members of their group would not fit in memory.
 *
 * @param report its session has no alert data yet
 * @param own the names of the group's members that the alert has itself
 */
record FiringSession(AlertReport report, JsonText alert, Set<String> own) {

    AlertSession session() {
        return report.session();
    }

    /** Adds the alert data to the session. */
    AlertReport complete(AlertGroup group) {
        session().alertData = group.with(alert, own);
        return report;
    }

    /** Drops the alert data after it was stored, to free its memory. */
    void release() {
        session().alertData = JsonText.EMPTY_OBJECT;
    }

    /** The approximate size of the stored alert in bytes. */
    int size(AlertGroup group) {
        return alert.length() + group.length();
    }
}
