package io.alerthistory.storage.postgresql;

import java.util.List;
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
import io.alerthistory.storage.mapping.RowKey;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;

/** Stages on PostgreSQL: entities, written together with the counters of their locked session. */
@Singleton
@Typed(PostgresStageStore.class)
public class PostgresStageStore implements StageStore {

    private final PostgresDatabase database;
    private final SessionRepository sessions;
    private final StageRepository stages;
    private final RowLeases leases;
    private final TouchedDayRepository days;
    private final PostgresAudit audit;

    PostgresStageStore(PostgresDatabase database, SessionRepository sessions, StageRepository stages,
            RowLeases leases, TouchedDayRepository days, PostgresAudit audit) {
        this.leases = leases;
        this.days = days;
        this.audit = audit;
        this.database = database;
        this.sessions = sessions;
        this.stages = stages;
    }

    @Override
    public Uni<@Nullable Stored<StageExecution>> create(StageExecution candidate, Admission admission) {
        return persistOrFind(candidate, admission)
                // The same execution_id at the same time: now it is there to be found.
                .onFailure(failure -> PostgresFailures.is(failure, PostgresFailures.UNIQUE_VIOLATION))
                .recoverWithUni(() -> persistOrFind(candidate, admission));
    }

    @Override
    public Uni<@Nullable StageExecution> update(String sessionId, String executionId, SentPayloads payloads,
            BiConsumer<AlertSession, StageExecution> change, @Nullable AuditEntry entry) {
        return leases.leased(QueryName.STAGE_CHANGE, ChangingTexts.OF_STAGES, RowKey.in(sessionId, executionId), payloads,
                () -> database.entities(QueryName.STAGE_CHANGE, () -> sessions.lock(sessionId).onItem().ifNotNull()
                        .transformToUni(session -> stages.findInSession(sessionId, executionId, payloads.fields())
                                .onItem().ifNotNull().transformToUni(stage -> change(session, stage, change)
                                        .call(() -> audit.appendIfAny(entry))))));
    }

    private Uni<StageExecution> change(LockedSession session, StageExecution stage,
            BiConsumer<AlertSession, StageExecution> change) {
        long before = stage.version;
        List<@Nullable Object> texts = ChangingTexts.OF_STAGES.values(stage);
        change.accept(session.session(), stage);
        List<ChangingTexts.Change> changes = ChangingTexts.OF_STAGES.changes(stage, texts);
        return sessions.flushAndTouch(session, () -> stage.version > before || !changes.isEmpty())
                .chain(() -> EntityTexts.write(ChangingTexts.OF_STAGES, changes,
                        stage.version == before && !changes.isEmpty(), key(stage)))
                .replaceWith(stage);
    }

    @Override
    public <D> Uni<@Nullable Changed<AlertSession, D>> changeAll(String sessionId,
            List<BiConsumer<AlertSession, List<StageExecution>>> first,
            BiFunction<AlertSession, List<StageExecution>, D> last, @Nullable AuditEntry entry) {
        return leases.leasedWithStages(QueryName.INTERVENTION, sessionId,
                () -> database.entities(QueryName.INTERVENTION, () -> sessions.lockWithTexts(sessionId, Set.of())
                        .onItem().ifNotNull().transformToUni(session -> stages.listOfSession(sessionId)
                                .flatMap(all -> inOrder(first, session, all).flatMap(owner -> step(owner, all, last)))
                                .call(changed -> touch(changed.value().session(), entry))
                                .call(() -> audit.appendIfAny(entry)))
                        .onItem().ifNotNull()
                        .transform(changed -> new Changed<>(changed.value().session(), changed.decision()))));
    }

    /** What a person does may be the first human act for the alert of the session. */
    private Uni<Void> touch(AlertSession session, @Nullable AuditEntry entry) {
        return entry == null || session.alertFingerprint == null ? Uni.createFrom().voidItem()
                : days.touchAlertsOf(List.of(session.sessionId));
    }

    /** Each change is stored before the next is asked. */
    private Uni<LockedSession> inOrder(List<BiConsumer<AlertSession, List<StageExecution>>> changes, LockedSession session,
            List<StageExecution> all) {
        Uni<LockedSession> current = Uni.createFrom().item(session);
        for (BiConsumer<AlertSession, List<StageExecution>> change : changes) {
            current = current.flatMap(owner -> this.<Boolean> step(owner, all, (locked, open) -> {
                change.accept(locked, open);
                return true;
            })).map(Changed::value);
        }
        return current;
    }

    private <D> Uni<Changed<LockedSession, D>> step(LockedSession owner, List<StageExecution> all,
            BiFunction<AlertSession, List<StageExecution>, D> change) {
        List<Long> before = versions(all);
        List<List<@Nullable Object>> texts = all.stream().map(ChangingTexts.OF_STAGES::values).toList();
        D decision = change.apply(owner.session(), all);
        return sessions.flushAndTouch(owner, () -> !versions(all).equals(before)).call(() -> writeTexts(all, texts))
                .map(stored -> new Changed<>(stored, decision));
    }

    /** The texts of a stage change with its state only, so its version grew already. */
    private static Uni<Void> writeTexts(List<StageExecution> all, List<List<@Nullable Object>> before) {
        Uni<Void> written = Uni.createFrom().voidItem();
        for (int i = 0; i < all.size(); i++) {
            StageExecution stage = all.get(i);
            List<ChangingTexts.Change> changes = ChangingTexts.OF_STAGES.changes(stage, before.get(i));
            if (!changes.isEmpty()) {
                written = written
                        .chain(() -> EntityTexts.write(ChangingTexts.OF_STAGES, changes, false, key(stage)));
            }
        }
        return written;
    }

    @Override
    public Uni<Boolean> exists(String executionId) {
        return database
                .query(QueryName.STAGE_EXISTS, "select 1 from stage_executions where execution_id = $1",
                        Tuple.of(executionId))
                .map(PostgresRow::any);
    }

    private static RowKey key(StageExecution stage) {
        return RowKey.in(stage.sessionId, stage.executionId);
    }

    private static List<Long> versions(List<StageExecution> stages) {
        return stages.stream().map(stage -> stage.version).toList();
    }

    private Uni<@Nullable Stored<StageExecution>> persistOrFind(StageExecution candidate, Admission admission) {
        return database.entities(QueryName.STAGE_CREATE,
                () -> sessions.lock(candidate.sessionId).flatMap(session -> session == null
                        ? Uni.createFrom().<Stored<StageExecution>> nullItem()
                        // Of a known one only the content's digest is looked at; its texts are not read.
                        : stages.findTaken(candidate.sessionId, candidate.executionId)
                                .flatMap(known -> known == null ? persist(candidate, session, admission)
                                        : Uni.createFrom().item(new Stored<>(known, false)))));
    }

    private Uni<Stored<StageExecution>> persist(StageExecution candidate, LockedSession session, Admission admission) {
        Uni<@Nullable StageExecution> parent = candidate.parentStageExecutionId == null ? Uni.createFrom().nullItem()
                : stages.findInSession(candidate.sessionId, candidate.parentStageExecutionId);
        List<ChangingTexts.Change> texts = ChangingTexts.OF_STAGES.all(candidate);
        return stages.requireOwnChat(candidate).chain(() -> parent)
                .invoke(found -> {
                    admission.admit(session.session(), found);
                    candidate.version = 0; // a transaction that was rolled back may have counted it
                }).flatMap(found -> stages.persist(candidate))
                .call(() -> sessions.flushAndTouch(session, () -> true))
                .call(() -> EntityTexts.write(ChangingTexts.OF_STAGES, texts, false, key(candidate)))
                .map(stage -> new Stored<>(stage, true));
    }
}
