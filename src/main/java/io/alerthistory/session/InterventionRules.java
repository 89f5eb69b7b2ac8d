package io.alerthistory.session;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.alerthistory.error.ErrorCode;
import io.alerthistory.error.ProblemException;
import io.alerthistory.json.Patch;
import io.alerthistory.session.Transitions.StageTimes;

/** What is done from outside to a locked session and its stages: the same changes as by a PATCH, with the counters. */
record InterventionRules(AlertSession session, List<StageExecution> stages, long nowUs) {

    static final String BY_USER = "Cancelled by user";

    void requireOpen() {
        if (session.isTerminal()) {
            throw refused("Session already " + session.status.jsonName() + ", cannot cancel");
        }
    }

    void move(SessionStatus next) {
        Transitions.require(session, next);
        Transitions.enter(session, next, Patch.absent(), nowUs);
    }

    void move(StageExecution stage, StageStatus next, @Nullable String reason) {
        StageStatus before = stage.status;
        Transitions.require(stage, next);
        if (reason != null) {
            stage.errorMessage = reason;
        }
        Transitions.enter(stage, next, StageTimes.NONE, nowUs);
        StageCounters.moved(session.counters, before, stage);
    }

    /** Ends the session. What is open in it can never go on and is cancelled. */
    void end(SessionStatus status, String reason) {
        stages.stream().filter(stage -> !stage.status.isTerminal())
                .forEach(stage -> move(stage, StageStatus.CANCELLED, BY_USER));
        move(status);
        session.errorMessage = reason;
    }

    static ProblemException refused(String detail) {
        return new ProblemException(ErrorCode.INVALID_STATE, detail);
    }
}
