package io.alerthistory.alert;

import java.util.Set;

import io.alerthistory.json.JsonText;
import io.alerthistory.session.AlertSession;

/**
 * The report of an alert, and the alert as it was sent. What is stored of the two is put together when it is stored: twenty
 * thousand alerts are not held with the members of their group in each.
 *
 * @param report its session is without its alert
 * @param own the names that the alert shares with the members of its group
 */
record FiringSession(AlertReport report, JsonText alert, Set<String> own) {

    AlertSession session() {
        return report.session();
    }

    /** The report as it is stored. */
    AlertReport complete(AlertGroup group) {
        session().alertData = group.with(alert, own);
        return report;
    }

    /** Lets go of what was stored. */
    void release() {
        session().alertData = JsonText.EMPTY_OBJECT;
    }

    /** About the bytes that are stored. */
    int size(AlertGroup group) {
        return alert.length() + group.length();
    }
}
