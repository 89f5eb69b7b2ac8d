package io.alerthistory.storage.sqlite;

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

/** Parts of sessions on SQLite. */
@Singleton
@Typed(SqliteSummaryStore.class)
public class SqliteSummaryStore implements SummaryStore {

    /** Without the hint SQLite takes another index, reads all that are open, and sorts them. */
    static final String OPEN_SESSIONS = "alert_sessions indexed by ix_alert_sessions_open";

    private final SqliteDatabase database;

    SqliteSummaryStore(SqliteDatabase database) {
        this.database = database;
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
    public Uni<List<ActiveSession>> active(long most, long nowUs) {
        return database.read(QueryName.ACTIVE_SESSIONS,
                handle -> handle.createQuery(SummaryQueries.active(OPEN_SESSIONS, ":most")).bind("most", most)
                        .map(SqliteRow.mapper(row -> SummaryQueries.active(row, nowUs))).list());
    }
}
