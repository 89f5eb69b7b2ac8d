package io.alerthistory.storage.postgresql;

import java.util.List;
import java.util.function.BiConsumer;

import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import io.alerthistory.observe.QueryName;
import io.alerthistory.session.AlertSession;
import io.alerthistory.session.StageExecution;
import io.alerthistory.session.StageStore;
import io.alerthistory.session.Stored;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;

/** Stages on PostgreSQL: entities, written together with the counters of their locked session. */
@Singleton
@Typed(PostgresStageStore.class)
public class PostgresStageStore implements StageStore {

    private final PostgresDatabase database;
    private final SessionRepository sessions;
    private final StageRepository stages;

    PostgresStageStore(PostgresDatabase database, SessionRepository sessions, StageRepository stages) {
        this.database = database;
        this.sessions = sessions;
        this.stages = stages;
    }

    @Override
    public Uni<@Nullable Stored<StageExecution>> create(StageExecution candidate, Admission admission) {
        return persistOrFind(candidate, admission)
                // The same execution_id, at the same time, in another session: now it is there to be found.
                .onFailure(failure -> PostgresFailures.is(failure, PostgresFailures.UNIQUE_VIOLATION))
                .recoverWithUni(() -> persistOrFind(candidate, admission));
    }

    @Override
    public Uni<@Nullable StageExecution> update(String sessionId, String executionId,
            BiConsumer<AlertSession, StageExecution> change) {
        return database.entities(QueryName.STAGE_CHANGE, () -> sessions.lock(sessionId).flatMap(session -> session == null
                ? Uni.createFrom().<StageExecution> nullItem()
                : stages.findInSession(sessionId, executionId).flatMap(stage -> {
                    if (stage == null) {
                        return Uni.createFrom().nullItem();
                    }
                    long before = stage.version;
                    change.accept(session, stage);
                    return sessions.flushAndTouch(session, () -> stage.version > before).replaceWith(stage);
                })));
    }

    @Override
    public Uni<@Nullable AlertSession> updateAll(String sessionId,
            List<BiConsumer<AlertSession, List<StageExecution>>> changes) {
        return database.entities(QueryName.INTERVENTION, () -> sessions.lock(sessionId).flatMap(session -> session == null
                ? Uni.createFrom().<AlertSession> nullItem()
                : stages.listOfSession(sessionId).flatMap(all -> inOrder(changes, session, all))));
    }

    /** Each change is stored before the next is asked. */
    private Uni<AlertSession> inOrder(List<BiConsumer<AlertSession, List<StageExecution>>> changes, AlertSession session,
            List<StageExecution> all) {
        Uni<AlertSession> current = Uni.createFrom().item(session);
        for (BiConsumer<AlertSession, List<StageExecution>> change : changes) {
            current = current.flatMap(owner -> {
                List<Long> before = versions(all);
                change.accept(owner, all);
                return sessions.flushAndTouch(owner, () -> !versions(all).equals(before));
            });
        }
        return current;
    }

    @Override
    public Uni<Boolean> exists(String executionId) {
        return database
                .query(QueryName.STAGE_EXISTS, "select 1 from stage_executions where execution_id = $1",
                        Tuple.of(executionId))
                .map(rows -> rows.size() > 0);
    }

    private static List<Long> versions(List<StageExecution> stages) {
        return stages.stream().map(stage -> stage.version).toList();
    }

    private Uni<@Nullable Stored<StageExecution>> persistOrFind(StageExecution candidate, Admission admission) {
        return database.entities(QueryName.STAGE_CREATE,
                () -> sessions.lock(candidate.sessionId).flatMap(session -> session == null
                        ? Uni.createFrom().<Stored<StageExecution>> nullItem()
                        : stages.findById(candidate.executionId)
                                .flatMap(known -> known == null ? persist(candidate, session, admission)
                                        : Uni.createFrom().item(new Stored<>(known, false)))));
    }

    private Uni<Stored<StageExecution>> persist(StageExecution candidate, AlertSession session, Admission admission) {
        Uni<@Nullable StageExecution> parent = candidate.parentStageExecutionId == null ? Uni.createFrom().nullItem()
                : stages.findById(candidate.parentStageExecutionId);
        return stages.requireOwnChat(candidate).chain(() -> parent).invoke(found -> admission.admit(session, found))
                .flatMap(found -> stages.persist(candidate))
                .call(stage -> sessions.flushAndTouch(session, () -> true)).map(stage -> new Stored<>(stage, true));
    }
}
