package io.alerthistory.storage.sqlite;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

import io.alerthistory.history.ActiveSession;
import io.alerthistory.history.AlertTypeFigures;
import io.alerthistory.history.ConversationKind;
import io.alerthistory.history.FinalAnalysis;
import io.alerthistory.history.HistoryStore;
import io.alerthistory.history.OutlinedStage;
import io.alerthistory.history.RecordedTool;
import io.alerthistory.history.SessionCount;
import io.alerthistory.history.SessionOverview;
import io.alerthistory.history.SessionPage;
import io.alerthistory.history.SessionProgress;
import io.alerthistory.history.SessionQuery;
import io.alerthistory.history.SessionReading;
import io.alerthistory.history.SessionSummary;
import io.alerthistory.history.StageQuery;
import io.alerthistory.history.StoredInteraction;
import io.alerthistory.history.StoredSession;
import io.alerthistory.history.StoredStage;
import io.alerthistory.history.TimeBuckets;
import io.alerthistory.history.TimelineQuery;
import io.alerthistory.history.Trace;
import io.alerthistory.history.TraceQuery;
import io.alerthistory.interaction.InteractionKind;
import io.alerthistory.json.StoredText;
import io.alerthistory.json.Utf8;
import io.alerthistory.observe.QueryName;
import io.alerthistory.storage.mapping.CatalogQueries;
import io.alerthistory.storage.mapping.CatalogQueries.Listed;
import io.alerthistory.storage.mapping.DetailQueries;
import io.alerthistory.storage.mapping.FigureQueries;
import io.alerthistory.storage.mapping.LargeColumn;
import io.alerthistory.storage.mapping.ListQuery;
import io.alerthistory.storage.mapping.RowReader;
import io.alerthistory.storage.mapping.StageQueries;
import io.alerthistory.storage.mapping.Statement;
import io.alerthistory.storage.mapping.SummaryQueries;
import io.alerthistory.storage.mapping.Tables;
import io.alerthistory.storage.mapping.TextPieces;
import io.alerthistory.storage.mapping.TraceQueries;
import io.smallrye.mutiny.Uni;

/** Reads on SQLite. */
@Singleton
@Typed(SqliteHistoryStore.class)
public class SqliteHistoryStore implements HistoryStore {

    private static final String SESSION = DetailQueries.session(SqliteDialect.INSTANCE);

    private static final String STAGES = StageQueries.stages(SqliteDialect.INSTANCE);

    private static final String STAGE = STAGES + " and e.execution_id = " + SqliteSql.placeholder(2);

    /** Without the hint SQLite takes another index, reads all that are open, and sorts them. */
    static final String OPEN_SESSIONS = "alert_sessions indexed by ix_alert_sessions_open";

    /** Without the hint SQLite takes the index on started_at_us, and reads every row for its status. */
    static final String SESSIONS_BY_STATUS = "alert_sessions indexed by ix_alert_sessions_status_started_at";

    private static final String STORE_SECRET = """
            insert into signing_keys (key_name, secret, created_at_us)
            values (:name, :secret, :now)
            on conflict (key_name) do nothing""";

    private static final String FIND_SECRET = """
            select secret
            from signing_keys
            where key_name = :name""";

    private final SqliteDatabase database;

    SqliteHistoryStore(SqliteDatabase database) {
        this.database = database;
    }

    @Override
    public Uni<SessionPage> list(SessionQuery query) {
        return database.read(QueryName.SESSION_LIST, handle -> SqliteSessionList.page(handle, query));
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
            return reading.fitsNow(sized.bytes()) ? whole(handle, sized.session())
                    : StoredSession.outlined(sized.session(),
                            outlined(handle, StageQuery.topLevel(sessionId, sized.session().session().counters.lastSeq)));
        });
    }

    /** A session's own row, and the bytes of all that belongs to it. */
    private record Sized(StoredSession session, long bytes) {
    }

    private static StoredSession whole(Handle handle, StoredSession session) {
        String id = session.session().sessionId;
        return new StoredSession(session.session(), session.large(), list(handle, STAGES, id, StageQueries::stage), true,
                list(handle, DetailQueries.interactions(InteractionKind.LLM, SqliteDialect.INSTANCE), id,
                        Tables.LLM_INTERACTIONS.reader()),
                list(handle, DetailQueries.interactions(InteractionKind.MCP, SqliteDialect.INSTANCE), id,
                        Tables.MCP_INTERACTIONS.reader()),
                List.of());
    }

    private static List<OutlinedStage> outlined(Handle handle, StageQuery query) {
        return SqliteSessionList.query(handle, StageQueries.stages(query, SqliteDialect.INSTANCE),
                StageQueries::outlined).list();
    }

    @Override
    public Uni<List<OutlinedStage>> stages(StageQuery query) {
        return database.read(QueryName.STAGE_PAGE, handle -> outlined(handle, query));
    }

    @Override
    public Uni<@Nullable StoredStage> stage(String sessionId, String executionId) {
        return database.<@Nullable StoredStage> read(QueryName.STAGE_READ, handle -> handle.createQuery(STAGE)
                .bind("p1", sessionId).bind("p2", executionId).map(SqliteRow.mapper(StageQueries::stage)).findOne()
                .orElse(null));
    }

    @Override
    public Uni<List<StoredInteraction>> timeline(TimelineQuery query) {
        Statement statement = DetailQueries.timeline(query, SqliteDialect.INSTANCE);
        return database.read(QueryName.TIMELINE, handle -> SqliteSessionList.query(handle, statement,
                row -> DetailQueries.interaction(row, query.kind())).list());
    }

    @Override
    public Uni<@Nullable StoredInteraction> interaction(String sessionId, String interactionId) {
        return database.<@Nullable StoredInteraction> read(QueryName.INTERACTION_READ, handle -> Stream
                .of(InteractionKind.values())
                .flatMap(kind -> handle.createQuery(DetailQueries.interaction(kind, SqliteDialect.INSTANCE))
                        .bind("p1", sessionId).bind("p2", interactionId)
                        .map(SqliteRow.mapper(row -> DetailQueries.interaction(row, kind))).findOne().stream())
                .findFirst().orElse(null));
    }

    @Override
    public Uni<@Nullable Trace> trace(TraceQuery query) {
        Statement statement = TraceQueries.trace(query, SqliteDialect.INSTANCE);
        return database.<@Nullable Trace> read(QueryName.TRACE, handle -> TraceQueries.trace(query,
                SqliteSessionList.query(handle, statement, TraceQueries::row).list()));
    }

    private static <T> List<T> list(Handle handle, String sql, String id, Function<RowReader, T> reader) {
        return handle.createQuery(sql).bind("p1", id).map(SqliteRow.mapper(reader)).list();
    }

    @Override
    public Uni<@Nullable SessionOverview> overview(String sessionId) {
        return database.<@Nullable SessionOverview> read(QueryName.SESSION_LIST,
                handle -> handle.createQuery(ListQuery.one(":id")).bind("id", sessionId)
                        .map(SqliteRow.mapper(ListQuery::overview)).findOne().orElse(null));
    }

    @Override
    public Uni<@Nullable SessionProgress> progress(String sessionId) {
        return database.<@Nullable SessionProgress> read(QueryName.SESSION_PROGRESS,
                handle -> handle.createQuery(SummaryQueries.progress(":id")).bind("id", sessionId)
                        .map(SqliteRow.mapper(SummaryQueries::progress)).findOne().orElse(null));
    }

    @Override
    public Uni<@Nullable SessionSummary> summary(String sessionId) {
        return database.read(QueryName.SESSION_SUMMARY,
                handle -> handle.createQuery(SummaryQueries.summary(":id")).bind("id", sessionId)
                        .map(SqliteRow.mapper(SummaryQueries::summary)).findOne().orElse(null));
    }

    @Override
    public Uni<@Nullable FinalAnalysis> finalAnalysis(String sessionId, Set<ConversationKind> wanted) {
        return database.read(QueryName.FINAL_ANALYSIS,
                handle -> handle.createQuery(SummaryQueries.finalAnalysis(":id", wanted)).bind("id", sessionId)
                        .map(SqliteRow.mapper(row -> SummaryQueries.finalAnalysis(row, wanted))).findOne().orElse(null));
    }

    @Override
    public Uni<List<ActiveSession>> active(long max, long nowUs) {
        return database.read(QueryName.ACTIVE_SESSIONS,
                handle -> handle.createQuery(SummaryQueries.active(OPEN_SESSIONS, ":max")).bind("max", max)
                        .map(SqliteRow.mapper(row -> SummaryQueries.active(row, nowUs))).list());
    }

    @Override
    public Uni<List<SessionCount>> counts(TimeBuckets range) {
        Statement statement = FigureQueries.counts(range, SESSIONS_BY_STATUS, SqliteDialect.INSTANCE);
        return database.read(QueryName.SESSION_FIGURES,
                handle -> SqliteSessionList.query(handle, statement, FigureQueries::count).list());
    }

    @Override
    public Uni<List<AlertTypeFigures>> topAlertTypes(long fromUs, long toUs, int max) {
        Statement statement = FigureQueries.topAlertTypes(fromUs, toUs, max, SqliteDialect.INSTANCE);
        return database.read(QueryName.SESSION_FIGURES,
                handle -> SqliteSessionList.query(handle, statement, FigureQueries::figures).list());
    }

    @Override
    public Uni<List<String>> agentTypes(long max) {
        return catalog(CatalogQueries.values(Listed.AGENT_TYPE, ":max"), max, CatalogQueries::value);
    }

    @Override
    public Uni<List<String>> alertTypes(long max) {
        return catalog(CatalogQueries.values(Listed.ALERT_TYPE, ":max"), max, CatalogQueries::value);
    }

    @Override
    public Uni<List<RecordedTool>> tools(long max) {
        return catalog(CatalogQueries.tools(":max"), max, CatalogQueries::tool);
    }

    @Override
    public Uni<List<String>> recentServers(@Nullable String alertType, long sessions) {
        return database.read(QueryName.CATALOG, handle -> {
            Query query = handle.createQuery(CatalogQueries.recentServers(alertType != null, ":sessions", ":type"))
                    .bind("sessions", sessions);
            return (alertType == null ? query : query.bind("type", alertType)).map(SqliteRow.mapper(CatalogQueries::value))
                    .list();
        });
    }

    private <T> Uni<List<T>> catalog(String sql, long max, Function<RowReader, T> reader) {
        return database.read(QueryName.CATALOG,
                handle -> handle.createQuery(sql).bind("max", max).map(SqliteRow.mapper(reader)).list());
    }

    @Override
    public Uni<Utf8> piece(StoredText text, long from, int bytes) {
        String sql = LargeColumn.of(text).piece(SqliteDialect.INSTANCE);
        return database.read(QueryName.TEXT_PIECE, handle -> piece(handle, sql, text).bind("p2", text.from() + from + 1)
                .bind("p3", bytes).map((row, context) -> TextPieces.checked(text, row.getBytes(1), bytes, row.getLong(2)))
                .findOne()
                .orElseThrow(TextPieces::gone));
    }

    private static Query piece(Handle handle, String sql, StoredText text) {
        Query query = handle.createQuery(sql).bind("p1", text.key());
        return text.sessionId() == null ? query : query.bind("p4", text.sessionId());
    }

    @Override
    public Uni<byte[]> findOrStoreSecret(String name, byte[] candidate, long nowUs) {
        return database.write(QueryName.SESSION_LIST, handle -> {
            handle.createUpdate(STORE_SECRET).bind("name", name).bind("secret", candidate)
                    .bind("now", nowUs).execute();
            return handle.createQuery(FIND_SECRET).bind("name", name)
                    .map((row, context) -> row.getBytes(1)).one();
        });
    }
}
