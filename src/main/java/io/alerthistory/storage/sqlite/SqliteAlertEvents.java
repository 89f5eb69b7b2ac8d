package io.alerthistory.storage.sqlite;

import java.util.List;

import org.jdbi.v3.core.Handle;

import io.alerthistory.storage.mapping.EpisodeTables;
import io.alerthistory.storage.mapping.EpisodeTables.EventRow;

/** Writes events of alerts. Each tells of its alert what is stored: an alert that was erased has no name any more. */
final class SqliteAlertEvents {

    private static final String INSERT = """
            insert into events (fingerprint, type, payload, created_at_us)
            select fingerprint, :type, '{"fingerprint":' || json_quote(fingerprint) || ',"source":' || json_quote(source)
                    || ',"alertname":' || json_quote(alertname) || ',"severity":' || json_quote(severity)
                    || ',' || substr(:fields, 2), cast(unixepoch('subsec') * 1000000 as integer)
            from alerts
            where alert_id = :alert_id""";

    private SqliteAlertEvents() {
    }

    static void write(Handle handle, List<EventRow> events) {
        SqliteSql.execute(handle, INSERT, EpisodeTables.EVENTS, events);
    }
}
