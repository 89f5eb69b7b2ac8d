package io.alerthistory.history;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import io.alerthistory.json.JsonName;
import io.alerthistory.json.JsonText;
import io.alerthistory.json.LongText;
import io.alerthistory.review.ReviewStatus;
import io.alerthistory.session.SessionStatus;
import io.alerthistory.session.StoredValues;

/**
 * A session in a list: narrow columns of its row, no payload.
 *
 * @param held whether it is on hold: neither retention nor an erasure touches it
 * @param reviewStatus null when nobody waits for a review
 * @param latestScore from 0 to 100; null without a score
 */
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
        @Nullable Long durationMs,
        boolean held,
        @Nullable ReviewStatus reviewStatus,
        @Nullable Long latestScore) {

    /**
     * The session of a row of the columns that are listed.
     *
     * @param errorMessage the text, or where it is stored
     * @param finalAnalysisSummary the text, or where it is stored
     */
    public static SessionOverview of(StoredValues row, @Nullable LongText errorMessage,
            @Nullable LongText finalAnalysisSummary) {
        long started = row.number("started_at_us");
        Long completed = row.longOrNull("completed_at_us");
        int llm = row.integer("llm_interaction_count");
        int mcp = row.integer("mcp_communication_count");
        int chatMessages = row.integer("chat_message_count");
        return new SessionOverview(row.text("session_id"), row.textOrNull("alert_id"), row.textOrNull("alert_type"),
                row.text("agent_type"), JsonName.stored(SessionStatus.class, row.text("status")), row.textOrNull("author"),
                started, completed, errorMessage, row.jsonOrNull("pause_metadata"), llm, mcp, llm + mcp,
                row.longOrNull("session_input_tokens"), row.longOrNull("session_output_tokens"),
                row.longOrNull("session_total_tokens"), row.text("chain_id"), row.integer("total_stages"),
                row.integer("completed_stages"), row.integer("failed_stages"), row.integerOrNull("current_stage_index"),
                row.flag("has_parallel_stages"), row.jsonOrNull("mcp_selection"), row.textOrNull("slack_message_fingerprint"),
                chatMessages == 0 ? null : Integer.valueOf(chatMessages), finalAnalysisSummary,
                completed == null ? null : Long.valueOf((completed - started) / 1000),
                row.longOrNull("held_at_us") != null, review(row.textOrNull("review_status")), row.longOrNull("latest_score"));
    }

    private static @Nullable ReviewStatus review(@Nullable String name) {
        return name == null ? null : JsonName.stored(ReviewStatus.class, name);
    }
}
