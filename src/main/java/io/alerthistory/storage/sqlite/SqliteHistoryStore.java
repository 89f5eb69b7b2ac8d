package io.alerthistory.storage.sqlite;

import java.util.function.Function;

import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.ResultIterable;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

import io.alerthistory.history.HistoryStore;
import io.alerthistory.history.PageRequest;
import io.alerthistory.history.SessionFilter;
import io.alerthistory.history.SessionPage;
import io.alerthistory.history.SessionSort;
import io.alerthistory.history.StoredSession;
import io.alerthistory.storage.mapping.ListQuery;
import io.alerthistory.storage.mapping.RowReader;
import io.alerthistory.storage.mapping.Tables;
import io.smallrye.mutiny.Uni;

/** Reads on SQLite. */
@Singleton
@Typed(SqliteHistoryStore.class)
public class SqliteHistoryStore implements HistoryStore {

    private static final String BY_TIME = " order by timestamp_us, seq";

    private final SqliteDatabase database;

    SqliteHistoryStore(SqliteDatabase database) {
        this.database = database;
    }

    @Override
    public Uni<SessionPage> list(SessionFilter filter, SessionSort sort, PageRequest page, long nowUs) {
        return database.read(handle -> new SessionPage(
                query(handle, ListQuery.page(filter, sort, page, nowUs, SqliteHistoryStore::placeholder), ListQuery::overview)
                        .list(),
                query(handle, ListQuery.count(filter, SqliteHistoryStore::placeholder), row -> row.number("total")).one()));
    }

    @Override
    public Uni<@Nullable StoredSession> find(String sessionId) {
        return database.read(handle -> SqliteSql.find(handle, Tables.SESSIONS, sessionId)
                .map(session -> new StoredSession(session, SqliteSql.ofSession(handle, Tables.STAGES, sessionId, ""),
                        SqliteSql.ofSession(handle, Tables.LLM_INTERACTIONS, sessionId, BY_TIME),
                        SqliteSql.ofSession(handle, Tables.MCP_INTERACTIONS, sessionId, BY_TIME)))
                .orElse(null));
    }

    private static <T> ResultIterable<T> query(Handle handle, ListQuery.Statement statement, Function<RowReader, T> reader) {
        Query query = handle.createQuery(statement.sql());
        for (int i = 0; i < statement.parameters().size(); i++) {
            query.bind("p" + (i + 1), statement.parameters().get(i));
        }
        return query.map(SqliteRow.mapper(reader));
    }

    private static String placeholder(int number) {
        return ":p" + number;
    }
}
