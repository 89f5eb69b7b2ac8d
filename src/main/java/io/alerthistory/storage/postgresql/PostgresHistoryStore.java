package io.alerthistory.storage.postgresql;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;

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
import io.alerthistory.storage.mapping.Statement;
import io.alerthistory.storage.mapping.SummaryQueries;
import io.alerthistory.storage.mapping.TextPieces;
import io.alerthistory.storage.mapping.TraceQueries;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/** Reads on PostgreSQL, through the pool: rows become records without a persistence context. */
@Singleton
@Typed(PostgresHistoryStore.class)
public class PostgresHistoryStore implements HistoryStore {

    private final PostgresDatabase database;
    private final SessionRepository sessions;
    private final StageRepository stages;
    private final SigningKeyRepository signingKeys;

    PostgresHistoryStore(PostgresDatabase database, SessionRepository sessions, StageRepository stages,
            SigningKeyRepository signingKeys) {
        this.database = database;
        this.sessions = sessions;
        this.stages = stages;
        this.signingKeys = signingKeys;
    }

    @Override
    public Uni<SessionPage> list(SessionQuery query) {
        return database.connected(QueryName.SESSION_LIST, connection -> PostgresSessionList.page(connection, query));
    }

    @Override
    public Uni<@Nullable StoredSession> find(String sessionId, SessionReading reading) {
        return database.snapshot(QueryName.SESSION_DETAIL,
                connection -> PostgresDetail.find(connection, sessionId, reading));
    }

    @Override
    public Uni<List<OutlinedStage>> stages(StageQuery query) {
        Statement statement = PostgresDetail.pageOfStages(query);
        return database.query(QueryName.STAGE_PAGE, statement.sql(), PostgresDatabase.tuple(statement.parameters()))
                .map(PostgresDetail::outlined);
    }

    @Override
    public Uni<@Nullable StoredStage> stage(String sessionId, String executionId) {
        return database.readEntities(QueryName.STAGE_READ,
                () -> stages.find(StageView.HQL, sessionId, executionId).project(StageView.class).firstResult()
                        .onItem().ifNotNull().transform(StageView::toStage));
    }

    @Override
    public Uni<List<StoredInteraction>> timeline(TimelineQuery query) {
        Statement statement = DetailQueries.timeline(query, PostgresDialect.INSTANCE);
        return database.query(QueryName.TIMELINE, statement.sql(), PostgresDatabase.tuple(statement.parameters()))
                .map(rows -> PostgresRow.list(rows, row -> DetailQueries.interaction(row, query.kind())));
    }

    /** Both kinds in one round trip: which one it is, only the row says. */
    @Override
    public Uni<@Nullable StoredInteraction> interaction(String sessionId, String interactionId) {
        return database.connected(QueryName.INTERACTION_READ, connection -> Uni.combine().all()
                .unis(interaction(connection, sessionId, interactionId, InteractionKind.LLM),
                        interaction(connection, sessionId, interactionId, InteractionKind.MCP))
                .with((llm, mcp) -> llm.isEmpty() ? mcp : llm).map(found -> found.orElse(null)));
    }

    private static Uni<Optional<StoredInteraction>> interaction(SqlConnection connection, String sessionId,
            String interactionId, InteractionKind kind) {
        return connection.preparedQuery(DetailQueries.interaction(kind, PostgresDialect.INSTANCE))
                .execute(Tuple.of(sessionId, interactionId))
                .map(rows -> Optional.ofNullable(PostgresRow.first(rows, row -> DetailQueries.interaction(row, kind))));
    }

    @Override
    public Uni<@Nullable Trace> trace(TraceQuery query) {
        Statement statement = TraceQueries.trace(query, PostgresDialect.INSTANCE);
        return database.query(QueryName.TRACE, statement.sql(), PostgresDatabase.tuple(statement.parameters()))
                .map(rows -> TraceQueries.trace(query, PostgresRow.list(rows, TraceQueries::row)));
    }

    @Override
    public Uni<@Nullable SessionOverview> overview(String sessionId) {
        return database.query(QueryName.SESSION_LIST, ListQuery.one("$1"), Tuple.of(sessionId))
                .map(rows -> PostgresRow.first(rows, ListQuery::overview));
    }

    @Override
    public Uni<@Nullable SessionProgress> progress(String sessionId) {
        return database.readEntities(QueryName.SESSION_PROGRESS,
                () -> sessions.find(ProgressView.HQL, sessionId).project(ProgressView.class).firstResult()
                        .onItem().ifNotNull().transform(ProgressView::toProgress));
    }

    @Override
    public Uni<@Nullable SessionSummary> summary(String sessionId) {
        return database.readEntities(QueryName.SESSION_SUMMARY,
                () -> sessions.find(SummaryView.HQL, sessionId).project(SummaryView.class).firstResult()
                        .onItem().ifNotNull().transform(SummaryView::toSummary));
    }

    @Override
    public Uni<@Nullable FinalAnalysis> finalAnalysis(String sessionId, Set<ConversationKind> wanted) {
        return database.query(QueryName.FINAL_ANALYSIS, SummaryQueries.finalAnalysis("$1", wanted), Tuple.of(sessionId))
                .map(rows -> PostgresRow.first(rows, row -> SummaryQueries.finalAnalysis(row, wanted)));
    }

    @Override
    public Uni<List<ActiveSession>> active(long max, long nowUs) {
        return database.query(QueryName.ACTIVE_SESSIONS, SummaryQueries.active("alert_sessions", "$1"), Tuple.of(max))
                .map(rows -> PostgresRow.list(rows, row -> SummaryQueries.active(row, nowUs)));
    }

    @Override
    public Uni<List<SessionCount>> counts(TimeBuckets range) {
        return figures(FigureQueries.counts(range, "alert_sessions", PostgresDialect.INSTANCE), FigureQueries::count);
    }

    @Override
    public Uni<List<AlertTypeFigures>> topAlertTypes(long fromUs, long toUs, int max) {
        return figures(FigureQueries.topAlertTypes(fromUs, toUs, max, PostgresDialect.INSTANCE), FigureQueries::figures);
    }

    private <T> Uni<List<T>> figures(Statement statement, Function<RowReader, T> reader) {
        return database.query(QueryName.SESSION_FIGURES, statement.sql(), PostgresDatabase.tuple(statement.parameters()))
                .map(rows -> PostgresRow.list(rows, reader));
    }

    @Override
    public Uni<List<String>> agentTypes(long max) {
        return list(CatalogQueries.values(Listed.AGENT_TYPE, "$1"), max, CatalogQueries::value);
    }

    @Override
    public Uni<List<String>> alertTypes(long max) {
        return list(CatalogQueries.values(Listed.ALERT_TYPE, "$1"), max, CatalogQueries::value);
    }

    @Override
    public Uni<List<RecordedTool>> tools(long max) {
        return list(CatalogQueries.tools("$1"), max, CatalogQueries::tool);
    }

    @Override
    public Uni<List<String>> recentServers(@Nullable String alertType, long sessions) {
        Tuple parameters = alertType == null ? Tuple.of(sessions) : Tuple.of(sessions, alertType);
        return database.query(QueryName.CATALOG, CatalogQueries.recentServers(alertType != null, "$1", "$2"), parameters)
                .map(rows -> PostgresRow.list(rows, CatalogQueries::value));
    }

    private <T> Uni<List<T>> list(String sql, long max, Function<RowReader, T> reader) {
        return database.query(QueryName.CATALOG, sql, Tuple.of(max)).map(rows -> PostgresRow.list(rows, reader));
    }

    @Override
    public Uni<Utf8> piece(StoredText text, long from, int bytes) {
        String sql = LargeColumn.of(text).piece(PostgresDialect.INSTANCE);
        return database.query(QueryName.TEXT_PIECE, sql, parameters(text, from, bytes))
                .map(rows -> {
                    if (!PostgresRow.any(rows)) {
                        throw TextPieces.gone();
                    }
                    Row row = rows.iterator().next();
                    return TextPieces.checked(text, row.get(Buffer.class, 0).getBytes(), bytes, row.getLong(1));
                });
    }

    private static Tuple parameters(StoredText text, long from, int bytes) {
        Tuple parameters = Tuple.of(text.key(), text.from() + from + 1, (long) bytes);
        return text.sessionId() == null ? parameters : parameters.addString(text.sessionId());
    }

    /** The INSERT waits for another one of the same name, and fails when that one is committed: then its row is there. */
    @Override
    public Uni<byte[]> findOrStoreSecret(String name, byte[] candidate, long nowUs) {
        return secret(name).onItem().ifNull().switchTo(() -> database
                .changeEntities(QueryName.SESSION_LIST,
                        () -> signingKeys.persistAndFlush(SigningKeyRow.of(name, candidate, nowUs)))
                .map(stored -> candidate)
                .onFailure(PostgresFailures::isConcurrentChange).recoverWithUni(() -> secret(name)));
    }

    private Uni<byte[]> secret(String name) {
        return database.readEntities(QueryName.SESSION_LIST, () -> signingKeys.findById(name)).onItem().ifNotNull()
                .transform(key -> key.secret);
    }
}
