package io.alerthistory.session;

import java.time.Clock;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import io.alerthistory.error.ErrorCode;
import io.alerthistory.error.ProblemException;
import io.smallrye.mutiny.Uni;

/** What can be done with the stages of a session. */
@ApplicationScoped
public class Stages {

    private final StageStore store;
    private final Clock clock;

    Stages(StageStore store, Clock clock) {
        this.store = store;
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
        StageExecution candidate = request.toStage(sessionId, Micros.now(clock));
        return store.create(candidate, (session, parent) -> admit(candidate, session, parent))
                .onItem().ifNull().failWith(() -> Sessions.unknown(sessionId)).invoke(stored -> {
                    StageExecution stage = stored.value();
                    if (!stage.sessionId.equals(sessionId) || !stage.contentDigest.equals(candidate.contentDigest)) {
                        throw new ProblemException(ErrorCode.CONFLICT,
                                "The stage " + stage.executionId + " was created with other content");
                    }
                });
    }

    /**
     * Changes a stage.
     *
     * @throws ProblemException 404 unknown, 409 forbidden in its state or its session's, 422 contradictory values
     */
    public Uni<StageExecution> change(String sessionId, String executionId, StageChange change) {
        return store.update(sessionId, executionId, (session, stage) -> {
            StageStatus before = stage.status;
            change.applyTo(stage, Micros.now(clock));
            if (!before.isTerminal()) {
                requireOpenFor(session, stage);
            }
            StageCounters.moved(session, before, stage);
        }).onItem().ifNull().failWith(() -> unknown(sessionId, executionId));
    }

    /** The problem of an execution_id that its session has not. */
    static ProblemException unknown(String sessionId, String executionId) {
        return new ProblemException(ErrorCode.STAGE_NOT_FOUND,
                "Stage " + executionId + " of session " + sessionId + " not found");
    }

    private static void admit(StageExecution stage, AlertSession session, @Nullable StageExecution parent) {
        requireOpenFor(session, stage);
        if (stage.parentStageExecutionId != null
                && (parent == null || !parent.sessionId.equals(stage.sessionId) || parent.parentStageExecutionId != null)) {
            throw ProblemException.invalidField("/parent_stage_execution_id", "must name a top-level stage of this session");
        }
        StageCounters.added(session, stage);
    }

    /** After a session has ended, only chat answers go on, and news of a stage that ended no later than the session. */
    private static void requireOpenFor(AlertSession session, StageExecution stage) {
        Long sessionEnd = session.completedAtUs;
        if (sessionEnd != null && !stage.isChat() && (stage.completedAtUs == null || stage.completedAtUs > sessionEnd)) {
            throw new ProblemException(ErrorCode.FORBIDDEN_TRANSITION,
                    "Session is " + session.status.wire()
                            + " and takes no stage but chat answers and those that ended before it");
        }
    }
}
