package io.alerthistory.storage.sqlite;

import java.util.function.Function;

import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.ResultIterable;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

import io.alerthistory.history.CountMode;
import io.alerthistory.history.HistoryStore;
import io.alerthistory.history.SessionFilter;
import io.alerthistory.history.SessionPage;
import io.alerthistory.history.SessionQuery;
import io.alerthistory.history.StoredSession;
import io.alerthistory.history.Total;
import io.alerthistory.observe.QueryName;
import io.alerthistory.storage.mapping.ChatQueries;
import io.alerthistory.storage.mapping.CountQuery;
import io.alerthistory.storage.mapping.ListQuery;
import io.alerthistory.storage.mapping.Parameters;
import io.alerthistory.storage.mapping.RowReader;
import io.alerthistory.storage.mapping.Statement;
import io.alerthistory.storage.mapping.Tables;
import io.smallrye.mutiny.Uni;

/** Reads on SQLite. */
@Singleton
@Typed(SqliteHistoryStore.class)
public class SqliteHistoryStore implements HistoryStore {

    private static final String BY_TIME = " order by timestamp_us, seq";

    private static final String STAGES = ChatQueries.stages(SqliteSql::placeholder);

    /** Sessions that an estimate looks at. */
    private static final int SAMPLE = 1000;

    private final SqliteDatabase database;

    SqliteHistoryStore(SqliteDatabase database) {
        this.database = database;
    }

    @Override
    public Uni<SessionPage> list(SessionQuery query) {
        return database.read(QueryName.SESSION_LIST, handle -> ListQuery.page(query,
                query(handle, ListQuery.page(query, SqliteSearch.DIALECT, 0), ListQuery::overview).list(),
                total(handle, query)));
    }

    private static Total total(Handle handle, SessionQuery query) {
        SessionFilter filter = query.filter();
        return switch (query.count()) {
            case NONE -> Total.NONE;
            case EXACT -> Total.exact(count(handle, CountQuery.exact(filter, SqliteSearch.DIALECT)));
            case ESTIMATE -> Total.estimate(estimate(handle, filter));
            case AUTO -> {
                long counted = count(handle, CountQuery.bounded(filter, SqliteSearch.DIALECT));
                yield counted <= CountMode.BOUND ? Total.exact(counted) : Total.beyondBound(estimate(handle, filter));
            }
        };
    }

    private static long count(Handle handle, Statement statement) {
        return query(handle, statement, row -> row.number("total")).one();
    }

    /**
     * SQLite keeps no statistics of its own, so a sample is asked: sessions at even distances among the numbers that the search
     * gives them. What the numbers span, times the share of the sample that is there and matches, is the estimate.
     */
    private static long estimate(Handle handle, SessionFilter filter) {
        Parameters parameters = new Parameters(SqliteSearch.DIALECT::placeholder);
        String sql = "with recursive span (low, width) as (select min(search_id), max(search_id) - min(search_id) + 1"
                + " from session_search_ids), points (i) as (select 0 union all select i + 1 from points where i < "
                + (SAMPLE - 1) + "), sample (id) as (select distinct low + i * width / " + SAMPLE + " from points, span)"
                + " select (select count(*) from sample) as points, coalesce((select width from span), 0) as width,"
                + " (select count(*) from sample join session_search_ids on search_id = id"
                + " join alert_sessions using (session_id)" + CountQuery.conditions(filter, SqliteSearch.DIALECT, parameters)
                + ") as hits";
        return query(handle, new Statement(sql, parameters.values()),
                row -> row.number("points") == 0 ? 0 : row.number("hits") * row.number("width") / row.number("points")).one();
    }

    @Override
    public Uni<@Nullable StoredSession> find(String sessionId) {
        return database.read(QueryName.SESSION_DETAIL, handle -> SqliteSql.find(handle, Tables.SESSIONS, sessionId)
                .map(session -> new StoredSession(session,
                        handle.createQuery(STAGES).bind("p1", sessionId).map(SqliteRow.mapper(ChatQueries::stage)).list(),
                        SqliteSql.ofSession(handle, Tables.LLM_INTERACTIONS, sessionId, BY_TIME),
                        SqliteSql.ofSession(handle, Tables.MCP_INTERACTIONS, sessionId, BY_TIME)))
                .orElse(null));
    }

    private static <T> ResultIterable<T> query(Handle handle, Statement statement, Function<RowReader, T> reader) {
        Query query = handle.createQuery(statement.sql());
        for (int i = 0; i < statement.parameters().size(); i++) {
            query.bind("p" + (i + 1), statement.parameters().get(i));
        }
        return query.map(SqliteRow.mapper(reader));
    }
}
