package io.alerthistory.storage.sqlite;

import java.util.Collection;

import org.jdbi.v3.core.Handle;

import io.alerthistory.storage.mapping.AlertSessionQueries;
import io.alerthistory.storage.mapping.Statement;

/** Marks of days whose sums change, in the transaction of what changes them. */
final class SqliteTouchedDays {

    private SqliteTouchedDays() {
    }

    /** Marks the days of the alerts of sessions. */
    static void ofSessions(Handle handle, Collection<String> sessionIds) {
        if (!sessionIds.isEmpty()) {
            Statement statement = AlertSessionQueries.touch(sessionIds, SqliteDialect.INSTANCE);
            SqliteSql.bind(handle.createUpdate(statement.sql()), statement.parameters()).execute();
        }
    }
}
