package io.alerthistory.history;

import org.jspecify.annotations.Nullable;

import io.alerthistory.session.SessionStatus;

/**
 * How far a session is, as its row says.
 *
 * @param version grows with every change; the ETag
 * @param lastInteractionAt the last sign of life, microseconds since the epoch; null before the first one
 * @param totalStages those at the top level that are no chat answer
 */
public record SessionProgress(String sessionId, SessionStatus status, long version, @Nullable Long lastInteractionAt,
        @Nullable Integer currentStageIndex, int totalStages, int completedStages, int failedStages) {
}
