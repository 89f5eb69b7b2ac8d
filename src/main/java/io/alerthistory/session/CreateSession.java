package io.alerthistory.session;

import java.util.Objects;

import jakarta.validation.Valid;
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
import io.alerthistory.json.JsonText;
import io.alerthistory.json.ObjectJson;
import io.alerthistory.redaction.Redaction;
import io.alerthistory.time.Micros;

/**
 * The body of a POST of a session. Any status may be given, so that history can be imported; a terminal one needs its end.
 *
 * @param sessionId made by the service when absent
 * @param alertId the caller's idempotency key, unique where given
 * @param startedAtUs microseconds since the epoch, default now
 * @param status default pending
 * @param completedAtUs microseconds since the epoch, for a terminal status only
 * @param alertRef the alert that the session investigates
 */
public record CreateSession(
        @Nullable @Pattern(regexp = Ids.PATTERN, message = Ids.PATTERN_MESSAGE) String sessionId,
        @Nullable @Size(min = 1, max = Bounds.FOREIGN_ID) String alertId,
        @NotNull @ObjectJson JsonText alertData,
        @NotBlank @Size(max = Bounds.NAME) String agentType,
        @Nullable @Size(max = Bounds.NAME) String alertType,
        @NotBlank @Size(max = Bounds.NAME) String chainId,
        @Nullable @ObjectJson JsonText chainDefinition,
        @Nullable @Size(max = Bounds.NAME) String author,
        @Nullable String runbookUrl,
        @Nullable @ObjectJson JsonText mcpSelection,
        @Nullable @ObjectJson JsonText sessionMetadata,
        @Nullable @Size(max = Bounds.FOREIGN_ID) String slackMessageFingerprint,
        @Nullable @PositiveOrZero @Max(Micros.MAX) Long startedAtUs,
        @Nullable SessionStatus status,
        @Nullable @PositiveOrZero @Max(Micros.MAX) Long completedAtUs,
        @Nullable String errorMessage,
        @Nullable String finalAnalysis,
        @Nullable String finalAnalysisSummary,
        @Nullable @Valid AlertRef alertRef) {

    /** An alert that is submitted, and waits as a pending session. */
    public static CreateSession submitted(JsonText alertData, String agentType, @Nullable String alertType, String chainId,
            @Nullable String runbookUrl, @Nullable JsonText mcpSelection, @Nullable JsonText sessionMetadata,
            @Nullable String slackMessageFingerprint, @Nullable AlertRef alertRef) {
        return new CreateSession(null, null, alertData, agentType, alertType, chainId, null, null, runbookUrl, mcpSelection,
                sessionMetadata, slackMessageFingerprint, null, null, null, null, null, null, alertRef);
    }

    @Nullable
    String alertSource() {
        return alertRef == null ? null : Objects.requireNonNullElse(alertRef.source(), "");
    }

    @Nullable
    String alertFingerprint() {
        return alertRef == null ? null : alertRef.fingerprint();
    }

    @Nullable
    Long alertStartsAtUs() {
        return alertRef == null ? null : alertRef.startsAt();
    }

    /**
     * The session to be stored.
     *
     * @param fallbackAuthor who is said to have sent it when the body names no author
     * @param redaction is applied to payloads and texts, before the digest
     * @throws ProblemException 422 when the end contradicts the status or the start
     */
    public AlertSession toSession(IdSource ids, long nowUs, String fallbackAuthor, Redaction redaction) {
        AlertSession session = new AlertSession();
        session.sessionId = sessionId == null ? ids.next("session", nowUs) : sessionId;
        session.author = fallbackAuthor;
        session.startedAtUs = nowUs;
        session.status = SessionStatus.PENDING;
        SessionFields.ALL.create(this, session, redaction);
        session.cancelRequestedAtUs = session.status == SessionStatus.CANCELING ? Long.valueOf(nowUs) : null;
        session.version = 1;
        ImportedEnd.require(session.status.jsonName(), session.status.isTerminal(), session.startedAtUs, session.completedAtUs);
        // Without session_id: a repeat that lets the service make the id again is still a repeat.
        session.contentDigest = SessionFields.ALL.digest(this, session);
        session.searchDocument = SearchDocument.of(session);
        return session;
    }
}
