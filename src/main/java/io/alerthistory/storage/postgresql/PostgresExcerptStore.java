package io.alerthistory.storage.postgresql;

import java.util.List;
import java.util.Set;

import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import io.alerthistory.history.ActiveSession;
import io.alerthistory.history.ConversationKind;
import io.alerthistory.history.ExcerptStore;
import io.alerthistory.history.FinalAnalysis;
import io.alerthistory.history.SessionSummary;
import io.alerthistory.observe.QueryName;
import io.alerthistory.storage.mapping.ExcerptQueries;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;

/** Parts of sessions on PostgreSQL, each in one round trip. */
@Singleton
@Typed(PostgresExcerptStore.class)
public class PostgresExcerptStore implements ExcerptStore {

    private final PostgresDatabase database;

    PostgresExcerptStore(PostgresDatabase database) {
        this.database = database;
    }

    @Override
    public Uni<@Nullable SessionSummary> summary(String sessionId) {
        return database.query(QueryName.SESSION_SUMMARY, ExcerptQueries.summary("$1"), Tuple.of(sessionId))
                .map(rows -> PostgresRow.first(rows, ExcerptQueries::summary));
    }

    @Override
    public Uni<@Nullable FinalAnalysis> finalAnalysis(String sessionId, Set<ConversationKind> wanted) {
        return database.query(QueryName.FINAL_ANALYSIS, ExcerptQueries.finalAnalysis("$1", wanted), Tuple.of(sessionId))
                .map(rows -> PostgresRow.first(rows, row -> ExcerptQueries.finalAnalysis(row, wanted)));
    }

    @Override
    public Uni<List<ActiveSession>> active(long most, long nowUs) {
        return database.query(QueryName.ACTIVE_SESSIONS, ExcerptQueries.active("alert_sessions", "$1"), Tuple.of(most))
                .map(rows -> PostgresRow.list(rows, row -> ExcerptQueries.active(row, nowUs)));
    }
}
