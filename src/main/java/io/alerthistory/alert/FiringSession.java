package io.alerthistory.alert;

import io.alerthistory.json.JsonText;
import io.alerthistory.json.Utf8;
import io.alerthistory.session.AlertSession;
import io.alerthistory.session.SearchDocument;

/**
 * The session of one firing of an alert, and the alert as it was sent. What is stored of the two is put together when it is
 * stored: twenty thousand alerts are not held with the members of their group in each.
 *
 * @param session without its alert and its search document
 */
record FiringSession(AlertSession session, JsonText alert) {

    private static final Utf8 EMPTY = Utf8.of("");

    /** The session as it is stored. */
    AlertSession complete(AlertGroup group) {
        session.alertData = group.with(alert);
        session.searchDocument = SearchDocument.of(session);
        return session;
    }

    /** Lets go of what was stored. */
    void release() {
        session.alertData = JsonText.EMPTY_OBJECT;
        session.searchDocument = EMPTY;
    }

    /** About the bytes that are stored. */
    int size(AlertGroup group) {
        return alert.length() + group.length();
    }
}
