package io.alerthistory.storage.sqlite;

import java.util.ArrayList;
import java.util.List;
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
import io.alerthistory.history.SessionReading;
import io.alerthistory.history.StoredInteraction;
import io.alerthistory.history.StoredSession;
import io.alerthistory.history.StoredStage;
import io.alerthistory.history.TimelineFigures;
import io.alerthistory.history.TimelineQuery;
import io.alerthistory.history.Total;
import io.alerthistory.interaction.InteractionKind;
import io.alerthistory.observe.QueryName;
import io.alerthistory.storage.mapping.CountQuery;
import io.alerthistory.storage.mapping.DetailQueries;
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

    private static final String SESSION = DetailQueries.session(SqliteSql::placeholder);

    private static final String STAGES = DetailQueries.stages(SqliteSql::placeholder,
            "substr(json_extract(e.stage_output, '$.iteration_strategy'), 1, 1000)",
            "substr(json_extract(e.stage_output, '$.llm_provider'), 1, 1000)");

    private static final String STAGE = STAGES + " and e.execution_id = " + SqliteSql.placeholder(2);

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
    public Uni<@Nullable StoredSession> find(String sessionId, SessionReading reading) {
        return database.<@Nullable StoredSession> read(QueryName.SESSION_DETAIL, handle -> {
            Sized sized = list(handle, SESSION, sessionId,
                    row -> new Sized(DetailQueries.alone(row), DetailQueries.contentBytes(row))).stream().findFirst()
                    .orElse(null);
            if (sized == null || !reading.wants(sized.session().session().version)) {
                return sized == null ? null : sized.session();
            }
            return reading.fitsNow(sized.bytes()) ? whole(handle, sized.session()) : figures(handle, sized.session());
        });
    }

    /** A session's own row, and the bytes of all that belongs to it. */
    private record Sized(StoredSession session, long bytes) {
    }

    private static StoredSession whole(Handle handle, StoredSession session) {
        String id = session.session().sessionId;
        return new StoredSession(session.session(), session.large(), list(handle, STAGES, id, DetailQueries::stage), true,
                list(handle, DetailQueries.interactions(InteractionKind.LLM, SqliteSql::placeholder), id,
                        Tables.LLM_INTERACTIONS.reader()),
                list(handle, DetailQueries.interactions(InteractionKind.MCP, SqliteSql::placeholder), id,
                        Tables.MCP_INTERACTIONS.reader()),
                List.of());
    }

    private static StoredSession figures(Handle handle, StoredSession session) {
        String id = session.session().sessionId;
        List<TimelineFigures> figures = new ArrayList<>();
        for (InteractionKind kind : InteractionKind.values()) {
            figures.addAll(list(handle, DetailQueries.figures(kind, SqliteSql::placeholder), id,
                    row -> DetailQueries.figures(row, kind)));
        }
        return new StoredSession(session.session(), session.large(), list(handle, STAGES, id, DetailQueries::stage), false,
                List.of(), List.of(), figures);
    }

    @Override
    public Uni<@Nullable StoredStage> stage(String sessionId, String executionId) {
        return database.<@Nullable StoredStage> read(QueryName.STAGE_READ, handle -> handle.createQuery(STAGE)
                .bind("p1", sessionId).bind("p2", executionId).map(SqliteRow.mapper(DetailQueries::stage)).findOne()
                .orElse(null));
    }

    @Override
    public Uni<List<StoredInteraction>> timeline(TimelineQuery query) {
        Statement statement = DetailQueries.timeline(query, SqliteSql::placeholder);
        return database.read(QueryName.TIMELINE, handle -> query(handle, statement,
                row -> DetailQueries.interaction(row, query.kind())).list());
    }

    private static <T> List<T> list(Handle handle, String sql, String id, Function<RowReader, T> reader) {
        return handle.createQuery(sql).bind("p1", id).map(SqliteRow.mapper(reader)).list();
    }

    private static <T> ResultIterable<T> query(Handle handle, Statement statement, Function<RowReader, T> reader) {
        Query query = handle.createQuery(statement.sql());
        for (int i = 0; i < statement.parameters().size(); i++) {
            query.bind("p" + (i + 1), statement.parameters().get(i));
        }
        return query.map(SqliteRow.mapper(reader));
    }
}
