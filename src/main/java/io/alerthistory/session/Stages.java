package io.alerthistory.session;

import java.time.Clock;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import io.alerthistory.error.ErrorCode;
import io.alerthistory.error.ProblemException;
import io.alerthistory.redaction.Redaction;
import io.alerthistory.request.RequestIds;
import io.alerthistory.time.Micros;
import io.smallrye.mutiny.Uni;

/** What can be done with the stages of a session. */
@ApplicationScoped
public class Stages {

    private final StageStore store;
    private final RequestIds ids;
    private final Redaction redaction;
    private final Clock clock;

    Stages(StageStore store, RequestIds ids, Redaction redaction, Clock clock) {
        this.store = store;
        this.ids = ids;
        this.redaction = redaction;
        this.clock = clock;
    }

    /**
     * Records a stage; the same content again finds the stored one.
     *
     * @throws ProblemException 404 unknown session, 409 ended session or an execution_id taken by other content, 422 a parent
     *         that
     *         cannot be one
     */
    public Uni<Stored<StageExecution>> create(String sessionId, CreateStage request) {
        StageExecution candidate = request.toStage(sessionId, ids.current(), Micros.now(clock), redaction);
        return store
                .create(candidate, (session, parent) -> admit(candidate, SessionHead.of(session),
                        parent == null ? null : StageHead.of(parent)))
                .onItem().ifNull().failWith(() -> Sessions.unknown(sessionId))
                .invoke(stored -> requireRepeat(StageHead.of(stored.value()), candidate));
    }

    /**
     * Holds a stage against the stored one that has its execution_id.
     *
     * @throws ProblemException 409 when they are not the same
     */
    public static void requireRepeat(StageHead stored, StageExecution sent) {
        if (!stored.sessionId().equals(sent.sessionId) || !stored.contentDigest().equals(sent.contentDigest)) {
            throw new ProblemException(ErrorCode.CONFLICT,
                    "The stage " + stored.executionId() + " was created with other content");
        }
    }

    /**
     * Changes a stage.
     *
     * @throws ProblemException 404 unknown, 409 forbidden in its state or its session's, 422 contradictory values
     */
    public Uni<StageExecution> change(String sessionId, String executionId, StageChange sent) {
        StageChange change = sent.redacted(redaction);
        return store.update(sessionId, executionId, change.payloads(), (session, stage) -> {
            StageStatus before = stage.status;
            change.applyTo(stage, Micros.now(clock));
            if (!before.isTerminal()) {
                requireOpenFor(SessionHead.of(session), stage);
            }
            StageCounters.moved(session.counters, before, stage);
        }).onItem().ifNull().failWith(() -> unknown(sessionId, executionId));
    }

    /** Cancels a stage that no worker is at: a pending or a paused one. Any other stays as it is. */
    public static void cancelUnlessActive(AlertSession session, StageExecution stage, long nowUs) {
        if (stage.status == StageStatus.PENDING || stage.status == StageStatus.PAUSED) {
            new InterventionRules(session, List.of(stage), nowUs).move(stage, StageStatus.CANCELLED,
                    InterventionRules.BY_USER);
        }
    }

    /** The problem of an execution_id that its session has not. */
    public static ProblemException unknown(String sessionId, String executionId) {
        return new ProblemException(ErrorCode.STAGE_NOT_FOUND,
                "Stage " + executionId + " of session " + sessionId + " not found");
    }

    /**
     * Admits a new stage to its session and counts it there.
     *
     * @param parent the stage that it names as its parent; null when it names none or an unknown one
     * @throws ProblemException 409 when the session has ended, 422 when the parent cannot be one
     */
    public static void admit(StageExecution stage, SessionHead session, @Nullable StageHead parent) {
        requireOpenFor(session, stage);
        if (stage.parentStageExecutionId != null
                && (parent == null || !parent.sessionId().equals(stage.sessionId) || parent.parentStageExecutionId() != null)) {
            throw ProblemException.invalidField("/parent_stage_execution_id", "must name a top-level stage of this session");
        }
        StageCounters.added(session.counters(), stage);
    }

    /**
     * The problem of a stage whose chat is not its session's, or whose message is not that chat's.
     *
     * @param pointer the field that names it, as a JSON Pointer
     */
    public static ProblemException foreignChat(String pointer) {
        return ProblemException.invalidField(pointer,
                "must name " + (pointer.equals("/chat_id") ? "the chat of this session" : "a message of the chat"));
    }

    /** After a session has ended, it accepts only chat stages, and stages that ended no later than the session. */
    private static void requireOpenFor(SessionHead session, StageExecution stage) {
        Long sessionEnd = session.completedAtUs();
        if (sessionEnd != null && !stage.isChat() && (stage.completedAtUs == null || stage.completedAtUs > sessionEnd)) {
            throw new ProblemException(ErrorCode.FORBIDDEN_TRANSITION,
                    "Session is " + session.status().jsonName()
                            + " and accepts only stages of its chat and stages that ended before it did");
        }
    }
}
