package io.alerthistory.history;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import io.alerthistory.json.JsonText;
import io.alerthistory.json.LongText;
import io.alerthistory.session.SessionStatus;

/** A session in a list: narrow columns of its row, no payload. */
public record SessionOverview(
        String sessionId,
        @Nullable String alertId,
        @Nullable String alertType,
        String agentType,
        SessionStatus status,
        @Nullable String author,
        long startedAtUs,
        @Nullable Long completedAtUs,
        @Schema(implementation = String.class) @Nullable LongText errorMessage,
        @Nullable JsonText pauseMetadata,
        int llmInteractionCount,
        int mcpCommunicationCount,
        int totalInteractions,
        @Nullable Long sessionInputTokens,
        @Nullable Long sessionOutputTokens,
        @Nullable Long sessionTotalTokens,
        String chainId,
        int totalStages,
        int completedStages,
        int failedStages,
        @Nullable Integer currentStageIndex,
        boolean hasParallelStages,
        @Nullable JsonText mcpSelection,
        @Nullable String slackMessageFingerprint,
        @Nullable Integer chatMessageCount,
        @Schema(implementation = String.class) @Nullable LongText finalAnalysisSummary,
        @Nullable Long durationMs) {
}
