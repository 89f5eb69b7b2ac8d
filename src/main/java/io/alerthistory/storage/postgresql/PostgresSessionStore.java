package io.alerthistory.storage.postgresql;

import java.util.List;
import java.util.function.Consumer;

import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import io.alerthistory.error.ErrorCode;
import io.alerthistory.error.ProblemException;
import io.alerthistory.observe.QueryName;
import io.alerthistory.session.AlertSession;
import io.alerthistory.session.SessionStore;
import io.alerthistory.session.Stored;
import io.alerthistory.storage.mapping.PendingLimit;
import io.alerthistory.storage.mapping.Table;
import io.alerthistory.storage.mapping.Tables;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;

/** Sessions on PostgreSQL: created by one statement, changed as locked entities. */
@Singleton
@Typed(PostgresSessionStore.class)
public class PostgresSessionStore implements SessionStore {

    private static final Table<AlertSession> TABLE = Tables.SESSIONS;

    private static final String INSERT = "insert into alert_sessions (" + TABLE.names() + ") values ("
            + PostgresSql.values(TABLE)
            + ") on conflict do nothing";

    /** Those who would make the queue longer stand in a row, so that each counts what all before it have committed. */
    private static final String LOCK_QUEUE = "select pg_advisory_xact_lock(7221004120)";

    private static final String INSERT_WITHIN = "insert into alert_sessions (" + TABLE.names() + ") select "
            + PostgresSql.values(TABLE) + PendingLimit.where("$" + (TABLE.columns().size() + 1) + "::bigint")
            + " on conflict do nothing";

    private static final String FIND_TAKEN = "select " + TABLE.selected() + " from alert_sessions"
            + " where session_id = $1 or alert_id = $2 order by session_id = $1 desc limit 1";

    private final PostgresDatabase database;
    private final SessionRepository sessions;

    PostgresSessionStore(PostgresDatabase database, SessionRepository sessions) {
        this.database = database;
        this.sessions = sessions;
    }

    @Override
    public Uni<Stored<AlertSession>> create(AlertSession candidate) {
        // What takes its place may be deleted between the two statements; then the place is free.
        return insertOrFind(candidate).onItem().ifNull().switchTo(() -> insertOrFind(candidate)).onItem().ifNull()
                .failWith(
                        () -> new ProblemException(ErrorCode.DATABASE_UNAVAILABLE, "The session is being deleted; try again"));
    }

    @Override
    public Uni<@Nullable Stored<AlertSession>> createWithin(AlertSession candidate, int mostPending) {
        List<Object> row = PostgresSql.row(TABLE, candidate);
        row.add((long) mostPending);
        return database.transaction(QueryName.SESSION_CREATE, connection -> connection.query(LOCK_QUEUE).execute()
                .flatMap(locked -> connection.preparedQuery(INSERT_WITHIN).execute(PostgresDatabase.tuple(row)))
                .flatMap(inserted -> inserted.rowCount() == 1 ? Uni.createFrom().item(new Stored<>(candidate, true))
                        : connection.preparedQuery(FIND_TAKEN).execute(Tuple.of(candidate.sessionId, candidate.alertId))
                                .map(PostgresSessionStore::taken)));
    }

    @Override
    public Uni<@Nullable AlertSession> update(String sessionId, Consumer<AlertSession> change) {
        return database.entities(QueryName.SESSION_CHANGE, () -> sessions.lock(sessionId).invoke(session -> {
            if (session != null) {
                change.accept(session);
            }
        }).call(sessions::flush));
    }

    private Uni<@Nullable Stored<AlertSession>> insertOrFind(AlertSession candidate) {
        return database
                .executeIdempotent(QueryName.SESSION_CREATE, INSERT,
                        PostgresDatabase.tuple(PostgresSql.row(TABLE, candidate)))
                .flatMap(inserted -> {
                    if (inserted.rowCount() == 1) {
                        return Uni.createFrom().item(new Stored<>(candidate, true));
                    }
                    return database
                            .query(QueryName.SESSION_CREATE, FIND_TAKEN,
                                    Tuple.of(candidate.sessionId, candidate.alertId))
                            .map(PostgresSessionStore::taken);
                });
    }

    private static @Nullable Stored<AlertSession> taken(RowSet<Row> rows) {
        AlertSession taken = PostgresRow.first(rows, TABLE.reader());
        return taken == null ? null : new Stored<>(taken, false);
    }
}
