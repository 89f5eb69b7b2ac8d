package io.alerthistory.session;

import java.util.List;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.alerthistory.error.ErrorCode;
import io.alerthistory.error.ProblemException;
import io.alerthistory.json.JsonName;
import io.alerthistory.json.Patch;

/** Takes a session or a stage to a state, with what follows from it. */
final class Transitions {

    /** The instants that a client sends with a new state of a stage. */
    record StageTimes(Patch<Long> started, Patch<Long> paused, Patch<Long> completed) {

        static final StageTimes NONE = new StageTimes(Patch.absent(), Patch.absent(), Patch.absent());
    }

    private Transitions() {
    }

    /** Throws 409 unless a session may become what it is to be. */
    static void require(AlertSession session, SessionStatus next) {
        require("Session", session.status, next, session.status.mayBecome(next));
    }

    /** Throws 409 unless a stage may become what it is to be. */
    static void require(StageExecution stage, StageStatus next) {
        require("Stage", stage.status, next, stage.status.mayBecome(next));
    }

    private static <S extends JsonName> void require(String what, S status, S next, boolean allowed) {
        if (next != status && !allowed) {
            throw new ProblemException(ErrorCode.FORBIDDEN_TRANSITION,
                    what + " is " + status.jsonName() + " and cannot become " + next.jsonName());
        }
    }

    /**
     * Throws 409 when a patch would change fields that do not change after the end.
     *
     * @param what Session or Stage
     */
    static void requireUnchanged(String what, JsonName status, List<? extends EntityField<?, ?, ?, ?>> changed) {
        if (!changed.isEmpty()) {
            throw new ProblemException(ErrorCode.FORBIDDEN_TRANSITION, what + " is " + status.jsonName() + " and keeps its "
                    + changed.stream().map(EntityField::name).collect(Collectors.joining(", ")));
        }
    }

    /**
     * Takes an open session to a state that it may enter.
     *
     * @param end when it ended, as the client says
     * @throws ProblemException 422 when the end contradicts the state or the start
     */
    static void enter(AlertSession session, SessionStatus next, Patch<Long> end, long nowUs) {
        if (next == SessionStatus.CANCELING && session.status != next) {
            session.cancelRequestedAtUs = nowUs;
        }
        if (next == SessionStatus.IN_PROGRESS && session.status == SessionStatus.PAUSED && session.supervised) {
            // Nobody owed a sign of life during the pause: the silence is counted from here.
            Long last = session.counters.lastInteractionAt;
            session.counters.lastInteractionAt = Math.max(nowUs, last == null ? 0 : last);
        }
        session.status = next;
        if (next != SessionStatus.PAUSED) {
            session.pauseMetadata = null;
        }
        requireEnd(next.isTerminal(), next.jsonName(), end);
        if (next.isTerminal()) {
            session.completedAtUs = end(end, session.startedAtUs, nowUs);
        }
    }

    /**
     * Takes an open stage to a state that it may enter.
     *
     * @throws ProblemException 422 when the end contradicts the state or the start
     */
    static void enter(StageExecution stage, StageStatus next, StageTimes times, long nowUs) {
        if (stage.startedAtUs == null) { // a resume keeps the first start
            stage.startedAtUs = times.started().sent() ? times.started().value()
                    : next == StageStatus.ACTIVE ? (Long) nowUs : null;
        }
        if (next == StageStatus.FAILED || next == StageStatus.TIMED_OUT) {
            stage.stageOutput = null; // what a failed stage wrote is no result
        }
        if (next == StageStatus.PAUSED) {
            stage.pausedAtUs = times.paused().sent() ? times.paused().value()
                    : stage.status == StageStatus.PAUSED ? stage.pausedAtUs : (Long) nowUs;
        } else if (next == StageStatus.ACTIVE) {
            stage.pausedAtUs = null;
        }
        requireEnd(next.isTerminal(), next.jsonName(), times.completed());
        if (next.isTerminal()) {
            stage.completedAtUs = end(times.completed(), stage.startedAtUs, nowUs);
        }
        stage.status = next;
    }

    private static void requireEnd(boolean terminal, String next, Patch<Long> end) {
        if (!terminal && end.sent()) {
            throw ImportedEnd.invalid("is for a terminal status, not for " + next);
        }
    }

    private static long end(Patch<Long> sent, @Nullable Long startedAtUs, long nowUs) {
        long started = startedAtUs == null ? 0 : startedAtUs;
        Long end = sent.value();
        if (end != null && end < started) {
            throw ImportedEnd.invalid("must not be before started_at_us");
        }
        return end == null ? Math.max(nowUs, started) : end;
    }
}
