package io.alerthistory.storage.mapping;

import io.alerthistory.alert.RecordedAlert;

/** What happens to an alert that has a session already; the same on both databases. */
public final class AlertUpsert {

    /**
     * Only a session that is still in progress is ended, so a repeat and a firing that arrives late change nothing, nor does
     * anything
     * touch a session that someone paused or cancelled. The search document was made with the id of the row that is not
     * inserted.
     */
    public static final String ON_CONFLICT = " on conflict (alert_id) where alert_id is not null do update set"
            + " status = excluded.status, completed_at_us = excluded.completed_at_us, alert_data = excluded.alert_data,"
            + " search_document = replace(excluded.search_document, excluded.session_id, alert_sessions.session_id),"
            + " version = alert_sessions.version + 1"
            + " where alert_sessions.status = 'in_progress' and alert_sessions.agent_type = excluded.agent_type"
            + " and excluded.completed_at_us is not null"
            + " returning alert_id, version";

    private AlertUpsert() {
    }

    public static RecordedAlert recorded(RowReader row) {
        return new RecordedAlert(row.text("alert_id"), row.number("version") == 1);
    }
}
