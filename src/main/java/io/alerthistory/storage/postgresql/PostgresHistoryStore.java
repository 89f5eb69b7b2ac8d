package io.alerthistory.storage.postgresql;

import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import io.alerthistory.history.HistoryStore;
import io.alerthistory.history.PageRequest;
import io.alerthistory.history.SessionFilter;
import io.alerthistory.history.SessionPage;
import io.alerthistory.history.SessionSort;
import io.alerthistory.history.StoredSession;
import io.alerthistory.session.AlertSession;
import io.alerthistory.storage.mapping.ListQuery;
import io.alerthistory.storage.mapping.Table;
import io.alerthistory.storage.mapping.Tables;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/** Reads on PostgreSQL, through the pool: rows become records without a persistence context. */
@Singleton
@Typed(PostgresHistoryStore.class)
public class PostgresHistoryStore implements HistoryStore {

    private final PostgresDatabase database;

    PostgresHistoryStore(PostgresDatabase database) {
        this.database = database;
    }

    @Override
    public Uni<SessionPage> list(SessionFilter filter, SessionSort sort, PageRequest page, long nowUs) {
        Uni<RowSet<Row>> rows = execute(ListQuery.page(filter, sort, page, nowUs, PostgresHistoryStore::placeholder));
        Uni<RowSet<Row>> count = execute(ListQuery.count(filter, PostgresHistoryStore::placeholder));
        return Uni.combine().all().unis(rows, count).asTuple()
                .map(both -> new SessionPage(PostgresRow.list(both.getItem1(), ListQuery::overview),
                        both.getItem2().iterator().next().getLong("total")));
    }

    @Override
    public Uni<@Nullable StoredSession> find(String sessionId) {
        return database.snapshot(connection -> select(connection, Tables.SESSIONS, sessionId, "").flatMap(sessions -> {
            AlertSession session = PostgresRow.first(sessions, Tables.SESSIONS.reader());
            return session == null ? Uni.createFrom().nullItem() : belongings(connection, session);
        }));
    }

    private static Uni<StoredSession> belongings(SqlConnection connection, AlertSession session) {
        return Uni.combine().all().unis(
                select(connection, Tables.STAGES, session.sessionId, ""),
                select(connection, Tables.LLM_INTERACTIONS, session.sessionId, " order by timestamp_us, seq"),
                select(connection, Tables.MCP_INTERACTIONS, session.sessionId, " order by timestamp_us, seq")).asTuple()
                .map(all -> new StoredSession(session, PostgresRow.list(all.getItem1(), Tables.STAGES.reader()),
                        PostgresRow.list(all.getItem2(), Tables.LLM_INTERACTIONS.reader()),
                        PostgresRow.list(all.getItem3(), Tables.MCP_INTERACTIONS.reader())));
    }

    private static Uni<RowSet<Row>> select(SqlConnection connection, Table<?> table, String sessionId, String order) {
        return connection.preparedQuery(
                "select " + table.selected() + " from " + table.name() + " where session_id = $1" + order)
                .execute(Tuple.of(sessionId));
    }

    private Uni<RowSet<Row>> execute(ListQuery.Statement statement) {
        return database.execute(statement.sql(), PostgresDatabase.tuple(statement.parameters()));
    }

    private static String placeholder(int number) {
        return "$" + number;
    }
}
