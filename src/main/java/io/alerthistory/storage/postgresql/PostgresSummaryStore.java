package io.alerthistory.storage.postgresql;

import java.util.List;
import java.util.Set;

import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import io.alerthistory.history.ActiveSession;
import io.alerthistory.history.ConversationKind;
import io.alerthistory.history.FinalAnalysis;
import io.alerthistory.history.SessionSummary;
import io.alerthistory.history.SummaryStore;
import io.alerthistory.observe.QueryName;
import io.alerthistory.storage.mapping.SummaryQueries;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;

/** Parts of sessions on PostgreSQL, each in one round trip. */
@Singleton
@Typed(PostgresSummaryStore.class)
public class PostgresSummaryStore implements SummaryStore {

    private final PostgresDatabase database;

    PostgresSummaryStore(PostgresDatabase database) {
        this.database = database;
    }

    @Override
    public Uni<@Nullable SessionSummary> summary(String sessionId) {
        return database.query(QueryName.SESSION_SUMMARY, SummaryQueries.summary("$1"), Tuple.of(sessionId))
                .map(rows -> PostgresRow.first(rows, SummaryQueries::summary));
    }

    @Override
    public Uni<@Nullable FinalAnalysis> finalAnalysis(String sessionId, Set<ConversationKind> wanted) {
        return database.query(QueryName.FINAL_ANALYSIS, SummaryQueries.finalAnalysis("$1", wanted), Tuple.of(sessionId))
                .map(rows -> PostgresRow.first(rows, row -> SummaryQueries.finalAnalysis(row, wanted)));
    }

    @Override
    public Uni<List<ActiveSession>> active(long most, long nowUs) {
        return database.query(QueryName.ACTIVE_SESSIONS, SummaryQueries.active("alert_sessions", "$1"), Tuple.of(most))
                .map(rows -> PostgresRow.list(rows, row -> SummaryQueries.active(row, nowUs)));
    }
}
