package io.alerthistory.storage.postgresql;

import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import io.alerthistory.history.OutlinedStage;
import io.alerthistory.history.SessionReading;
import io.alerthistory.history.StageQuery;
import io.alerthistory.history.StoredSession;
import io.alerthistory.history.StoredStage;
import io.alerthistory.interaction.InteractionKind;
import io.alerthistory.storage.mapping.DetailQueries;
import io.alerthistory.storage.mapping.StageQueries;
import io.alerthistory.storage.mapping.Statement;
import io.alerthistory.storage.mapping.Tables;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/** A session with what belongs to it, by statements of one snapshot. */
final class PostgresDetail {

    private static final String SESSION = DetailQueries.session(PostgresDialect.INSTANCE);

    static final String STAGES = StageQueries.stages(PostgresDialect.INSTANCE);

    private PostgresDetail() {
    }

    static Uni<@Nullable StoredSession> find(SqlConnection connection, String sessionId, SessionReading reading) {
        return connection.preparedQuery(SESSION).execute(Tuple.of(sessionId)).flatMap(sessions -> {
            StoredSession session = PostgresRow.first(sessions, DetailQueries::alone);
            if (session == null || !reading.wants(session.session().version)) {
                return Uni.createFrom().item(session);
            }
            Long bytes = PostgresRow.first(sessions, DetailQueries::contentBytes);
            return reading.fits(Objects.requireNonNull(bytes))
                    .flatMap(fits -> fits ? whole(connection, session) : outline(connection, session));
        });
    }

    private static Uni<StoredSession> whole(SqlConnection connection, StoredSession session) {
        return Uni.combine().all()
                .unis(stages(connection, session), interactions(connection, session, InteractionKind.LLM),
                        interactions(connection, session, InteractionKind.MCP))
                .asTuple()
                .map(all -> new StoredSession(session.session(), session.large(), all.getItem1(), true,
                        PostgresRow.list(all.getItem2(), Tables.LLM_INTERACTIONS.reader()),
                        PostgresRow.list(all.getItem3(), Tables.MCP_INTERACTIONS.reader()), List.of()));
    }

    private static Uni<StoredSession> outline(SqlConnection connection, StoredSession session) {
        Statement page = pageOfStages(
                StageQuery.topLevel(session.session().sessionId, session.session().counters.lastSeq));
        return connection.preparedQuery(page.sql()).execute(PostgresDatabase.tuple(page.parameters()))
                .map(rows -> StoredSession.outlined(session, outlined(rows)));
    }

    static Statement pageOfStages(StageQuery query) {
        return StageQueries.stages(query, PostgresDialect.INSTANCE);
    }

    static List<OutlinedStage> outlined(RowSet<Row> rows) {
        return PostgresRow.list(rows, StageQueries::outlined);
    }

    private static Uni<List<StoredStage>> stages(SqlConnection connection, StoredSession session) {
        return connection.preparedQuery(STAGES).execute(Tuple.of(session.session().sessionId))
                .map(rows -> PostgresRow.list(rows, StageQueries::stage));
    }

    private static Uni<RowSet<Row>> interactions(SqlConnection connection, StoredSession session, InteractionKind kind) {
        return connection.preparedQuery(DetailQueries.interactions(kind, PostgresDialect.INSTANCE))
                .execute(Tuple.of(session.session().sessionId));
    }
}
