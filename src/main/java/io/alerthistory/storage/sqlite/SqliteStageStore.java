package io.alerthistory.storage.sqlite;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;

import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import io.alerthistory.audit.AuditEntry;
import io.alerthistory.observe.QueryName;
import io.alerthistory.session.AlertSession;
import io.alerthistory.session.Changed;
import io.alerthistory.session.SentPayloads;
import io.alerthistory.session.StageExecution;
import io.alerthistory.session.StageStore;
import io.alerthistory.session.Stored;
import io.alerthistory.storage.mapping.ChangingTexts;
import io.alerthistory.storage.mapping.ChatQueries;
import io.alerthistory.storage.mapping.RowKey;
import io.alerthistory.storage.mapping.Table;
import io.alerthistory.storage.mapping.Tables;
import io.smallrye.mutiny.Uni;

/** Stages on SQLite, written together with the counters of their session. */
@Singleton
@Typed(SqliteStageStore.class)
public class SqliteStageStore implements StageStore {

    private static final Table<StageExecution> TABLE = Tables.STAGES;
    private static final Table<StageExecution> CHANGING = Tables.CHANGING_STAGES;

    private static final String MISPLACED = ChatQueries.misplaced(SqliteDialect.INSTANCE);

    private final SqliteDatabase database;

    SqliteStageStore(SqliteDatabase database) {
        this.database = database;
    }

    @Override
    public Uni<@Nullable Stored<StageExecution>> create(StageExecution candidate, Admission admission) {
        return database.write(QueryName.STAGE_CREATE, handle -> {
            Optional<AlertSession> session = SqliteSql.find(handle, Tables.CHANGING_SESSIONS, candidate.sessionId);
            if (session.isEmpty()) {
                return null;
            }
            Optional<StageExecution> known = SqliteSql.find(handle, CHANGING, candidate.executionId);
            if (known.isPresent()) {
                return new Stored<>(known.get(), false);
            }
            if (candidate.isChat()) {
                ChatQueries.requireOwn(handle.createQuery(MISPLACED).bind("p1", candidate.sessionId)
                        .bind("p2", candidate.chatId).bind("p3", candidate.chatUserMessageId)
                        .map(SqliteRow.mapper(row -> Optional.ofNullable(row.textOrNull("field")))).one().orElse(null));
            }
            StageExecution parent = candidate.parentStageExecutionId == null ? null
                    : SqliteSql.findInSession(handle, CHANGING, candidate.sessionId, candidate.parentStageExecutionId)
                            .orElse(null);
            SqliteSessionStore.touch(handle, session.get(), () -> admission.admit(session.get(), parent));
            SqliteSql.bind(handle.createUpdate(SqliteSql.insert(TABLE)), TABLE, candidate).execute();
            return new Stored<>(candidate, true);
        });
    }

    @Override
    public Uni<@Nullable StageExecution> update(String sessionId, String executionId, SentPayloads payloads,
            BiConsumer<AlertSession, StageExecution> change, @Nullable AuditEntry entry) {
        return database.write(QueryName.STAGE_CHANGE, handle -> {
            AlertSession session = SqliteSql.find(handle, Tables.CHANGING_SESSIONS, sessionId).orElse(null);
            StageExecution stage = SqliteSql.findInSession(handle, CHANGING, sessionId, executionId).orElse(null);
            if (session == null || stage == null) {
                return null;
            }
            SqliteSql.readTexts(handle, ChangingTexts.OF_STAGES, payloads.fields(), stage,
                    RowKey.in(sessionId, executionId));
            StageExecution changed = SqliteSessionStore.change(handle, session, List.of(stage), () -> {
                change.accept(session, stage);
                return stage;
            });
            SqliteAudit.appendIfAny(handle, entry);
            return changed;
        });
    }

    @Override
    public <D> Uni<@Nullable Changed<AlertSession, D>> changeAll(String sessionId,
            List<BiConsumer<AlertSession, List<StageExecution>>> first,
            BiFunction<AlertSession, List<StageExecution>, D> last, @Nullable AuditEntry entry) {
        return database.write(QueryName.INTERVENTION,
                handle -> SqliteSql.find(handle, Tables.CHANGING_SESSIONS, sessionId).map(session -> {
                    SqliteSql.readTexts(handle, ChangingTexts.OF_SESSIONS, Set.of(), session, RowKey.of(sessionId));
                    List<StageExecution> stages = SqliteSql.ofSession(handle, CHANGING, sessionId,
                            " limit " + (MAX_TOGETHER + 1));
                    if (stages.size() > MAX_TOGETHER) {
                        throw StageStore.tooMany();
                    }
                    stages.forEach(ChangingTexts::leaveOutput);
                    for (BiConsumer<AlertSession, List<StageExecution>> change : first) {
                        boolean unused = SqliteSessionStore.change(handle, session, stages, () -> {
                            change.accept(session, stages);
                            return true;
                        });
                    }
                    D decision = SqliteSessionStore.change(handle, session, stages, () -> last.apply(session, stages));
                    if (entry != null) { // a person's act may be the first one for the alert of the session
                        SqliteTouchedDays.ofSessions(handle, List.of(sessionId));
                    }
                    SqliteAudit.appendIfAny(handle, entry);
                    return new Changed<>(session, decision);
                }).orElse(null));
    }

    @Override
    public Uni<Boolean> exists(String executionId) {
        return database.read(QueryName.STAGE_EXISTS,
                handle -> SqliteSql.find(handle, Tables.STAGE_HEADS, executionId).isPresent());
    }
}
