package io.alerthistory.storage.postgresql;

import org.jspecify.annotations.Nullable;

import io.alerthistory.history.SessionProgress;
import io.alerthistory.session.SessionStatus;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** How far a session is, which its row says. */
@RegisterForReflection
record ProgressView(String sessionId, SessionStatus status, long version, @Nullable Long lastInteractionAt,
        @Nullable Integer currentStageIndex, int totalStages, int completedStages, int failedStages) {

    /** Parameter: session_id. */
    static final String HQL = """
            select s.sessionId, s.status, s.version, s.counters.lastInteractionAt, s.currentStageIndex,
                s.counters.totalStages, s.counters.completedStages, s.counters.failedStages
            from AlertSession s
            where s.sessionId = ?1""";

    SessionProgress toProgress() {
        return new SessionProgress(sessionId, status, version, lastInteractionAt, currentStageIndex, totalStages,
                completedStages, failedStages);
    }
}
