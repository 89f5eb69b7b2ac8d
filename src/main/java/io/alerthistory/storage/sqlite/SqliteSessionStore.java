package io.alerthistory.storage.sqlite;

import java.util.Arrays;
import java.util.function.Consumer;

import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;

import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

import io.alerthistory.session.AlertSession;
import io.alerthistory.session.SessionStore;
import io.alerthistory.session.Stored;
import io.alerthistory.storage.mapping.Column;
import io.alerthistory.storage.mapping.Table;
import io.alerthistory.storage.mapping.Tables;
import io.smallrye.mutiny.Uni;

/** Sessions on SQLite. */
@Singleton
@Typed(SqliteSessionStore.class)
public class SqliteSessionStore implements SessionStore {

    private static final Table<AlertSession> TABLE = Tables.SESSIONS;

    private static final String FIND_TAKEN = "select " + TABLE.selected() + " from alert_sessions"
            + " where session_id = :session or alert_id = :alert order by session_id = :session desc limit 1";

    private final SqliteDatabase database;

    SqliteSessionStore(SqliteDatabase database) {
        this.database = database;
    }

    @Override
    public Uni<Stored<AlertSession>> create(AlertSession candidate) {
        return database.write(handle -> {
            String insert = SqliteSql.insert(TABLE) + " on conflict do nothing";
            if (SqliteSql.bind(handle.createUpdate(insert), TABLE, candidate).execute() == 1) {
                return new Stored<>(candidate, true);
            }
            return new Stored<>(handle.createQuery(FIND_TAKEN).bind("session", candidate.sessionId)
                    .bind("alert", candidate.alertId).map(SqliteRow.mapper(TABLE.reader())).one(), false);
        });
    }

    @Override
    public Uni<@Nullable AlertSession> update(String sessionId, Consumer<AlertSession> change) {
        return database.write(handle -> SqliteSql.find(handle, TABLE, sessionId).map(session -> {
            change(handle, session, () -> change.accept(session));
            return session;
        }).orElse(null));
    }

    /**
     * Makes a change to what was read in this transaction and stores it, as a managed entity would, only if it made a
     * difference.
     */
    static void change(Handle handle, AlertSession session, Runnable change) {
        Object[] before = values(session);
        change.run();
        if (!Arrays.equals(before, values(session))) {
            session.version++;
            SqliteSql.bind(handle.createUpdate(SqliteSql.update(TABLE)), TABLE, session).execute();
        }
    }

    private static @Nullable Object[] values(AlertSession session) {
        return TABLE.columns().stream().map(Column::value).map(value -> value.apply(session)).toArray();
    }
}
