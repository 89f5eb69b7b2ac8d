package io.alerthistory.session;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;

import org.jspecify.annotations.Nullable;

import io.alerthistory.error.ProblemException;
import io.alerthistory.id.IdSource;
import io.alerthistory.id.Ids;
import io.alerthistory.json.ContentDigest;
import io.alerthistory.json.JsonText;
import io.alerthistory.json.ObjectJson;
import io.alerthistory.time.Micros;

/**
 * The body of a POST of a session. Any status may be given, so that history can be imported; a terminal one needs its end.
 *
 * @param sessionId made by the service when absent
 * @param alertId the caller's idempotency key, unique where given
 * @param startedAtUs microseconds since the epoch, default now
 * @param status default pending
 * @param completedAtUs microseconds since the epoch, for a terminal status only
 */
public record CreateSession(
        @Nullable @Pattern(regexp = Ids.PATTERN, message = Ids.PATTERN_MESSAGE) String sessionId,
        @Nullable @Size(min = 1, max = 500) String alertId,
        @NotNull @ObjectJson JsonText alertData,
        @NotBlank @Size(max = 255) String agentType,
        @Nullable @Size(max = 255) String alertType,
        @NotBlank @Size(max = 255) String chainId,
        @Nullable @ObjectJson JsonText chainDefinition,
        @Nullable @Size(max = 255) String author,
        @Nullable String runbookUrl,
        @Nullable @ObjectJson JsonText mcpSelection,
        @Nullable @ObjectJson JsonText sessionMetadata,
        @Nullable @Size(max = 500) String slackMessageFingerprint,
        @Nullable @PositiveOrZero @Max(Micros.GREATEST) Long startedAtUs,
        @Nullable SessionStatus status,
        @Nullable @PositiveOrZero @Max(Micros.GREATEST) Long completedAtUs,
        @Nullable String errorMessage,
        @Nullable String finalAnalysis,
        @Nullable String finalAnalysisSummary) {

    /**
     * The session to be stored.
     *
     * @param fallbackAuthor who is said to have sent it when the body names no author
     * @throws ProblemException 422 when the end contradicts the status or the start
     */
    public AlertSession toSession(IdSource ids, long nowUs, String fallbackAuthor) {
        AlertSession session = new AlertSession();
        session.sessionId = sessionId == null ? ids.next("session", nowUs) : sessionId;
        session.alertId = alertId;
        session.alertData = alertData;
        session.agentType = agentType;
        session.alertType = alertType;
        session.chainId = chainId;
        session.chainDefinition = chainDefinition;
        session.author = author == null ? fallbackAuthor : author;
        session.runbookUrl = runbookUrl;
        session.mcpSelection = mcpSelection;
        session.sessionMetadata = sessionMetadata;
        session.slackMessageFingerprint = slackMessageFingerprint;
        session.startedAtUs = startedAtUs == null ? nowUs : startedAtUs;
        session.status = status == null ? SessionStatus.PENDING : status;
        session.completedAtUs = completedAtUs;
        session.cancelRequestedAtUs = session.status == SessionStatus.CANCELING ? Long.valueOf(nowUs) : null;
        session.errorMessage = errorMessage;
        session.finalAnalysis = finalAnalysis;
        session.finalAnalysisSummary = finalAnalysisSummary;
        session.version = 1;
        ImportedEnd.require(session.status.jsonName(), session.status.isTerminal(), session.startedAtUs, session.completedAtUs);
        session.contentDigest = digest();
        session.searchDocument = SearchDocument.of(session);
        return session;
    }

    /** Of what was sent, without session_id: a repeat that lets the service make the id again is still a repeat. */
    private String digest() {
        return new ContentDigest().add("alert_id", alertId).add("alert_data", alertData).add("agent_type", agentType)
                .add("alert_type", alertType).add("chain_id", chainId).add("chain_definition", chainDefinition)
                .add("author", author).add("runbook_url", runbookUrl).add("mcp_selection", mcpSelection)
                .add("session_metadata", sessionMetadata).add("slack_message_fingerprint", slackMessageFingerprint)
                .add("started_at_us", startedAtUs).add("status", status).add("completed_at_us", completedAtUs)
                .add("error_message", errorMessage).add("final_analysis", finalAnalysis)
                .add("final_analysis_summary", finalAnalysisSummary).hex();
    }
}
