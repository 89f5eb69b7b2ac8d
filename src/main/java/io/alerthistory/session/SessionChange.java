package io.alerthistory.session;

import io.alerthistory.error.ProblemException;
import io.alerthistory.json.JsonText;
import io.alerthistory.json.Patch;
import io.alerthistory.redaction.Redaction;
import io.alerthistory.session.EntityField.Patching;

/**
 * The body of a PATCH of a session: a JSON merge patch (RFC 7396) of the fields that may change. What an alert was and when it
 * began does not. {@link SessionFields} has the rule of each field.
 */
public record SessionChange(
        Patch<SessionStatus> status,
        Patch<Long> completedAtUs,
        Patch<String> errorMessage,
        Patch<String> finalAnalysis,
        Patch<String> finalAnalysisSummary,
        Patch<String> executiveSummaryError,
        Patch<JsonText> pauseMetadata,
        Patch<Integer> currentStageIndex,
        Patch<String> currentStageId,
        Patch<JsonText> sessionMetadata,
        Patch<String> podId,
        Patch<JsonText> mcpSelection,
        Patch<JsonText> chainDefinition,
        Patch<String> runbookUrl,
        Patch<String> slackMessageFingerprint) {

    /**
     * The same when every field is valid.
     *
     * @throws ProblemException 422 with every invalid field
     */
    public SessionChange checked() {
        SessionFields.ALL.check(this);
        return this;
    }

    /** The same without what matches a pattern, in payloads and texts. */
    SessionChange redacted(Redaction redaction) {
        return !redaction.isActive() ? this
                : new SessionChange(status, completedAtUs, redaction.text(errorMessage), redaction.text(finalAnalysis),
                        redaction.text(finalAnalysisSummary), redaction.text(executiveSummaryError),
                        redaction.json(pauseMetadata), currentStageIndex, currentStageId, redaction.json(sessionMetadata),
                        podId, redaction.json(mcpSelection), redaction.json(chainDefinition), redaction.text(runbookUrl),
                        slackMessageFingerprint);
    }

    /** The payloads that it brings. */
    SentPayloads payloads() {
        return SessionFields.ALL.payloads(this);
    }

    /**
     * Makes the change, or throws and leaves the decision about the half-changed object to the caller's rollback.
     *
     * @throws ProblemException 409 when the state forbids it, 422 when a value contradicts the stored ones
     */
    void applyTo(AlertSession session, long nowUs) {
        SessionStatus next = status.value() == null ? session.status : status.value();
        Transitions.require(session, next);
        if (session.isTerminal()) {
            // A repeat of what is stored is no change. completed_at_us is not compared: the first one wins.
            Transitions.requireUnchanged("Session", session.status, SessionFields.ALL.changedAfterEnd(this, session));
        } else {
            Transitions.enter(session, next, completedAtUs, nowUs);
            SessionFields.ALL.merge(this, session, Patching.UNTIL_END);
            if (next == SessionStatus.PAUSED) {
                SessionFields.PAUSE_METADATA.merge(this, session);
            }
        }
        SessionFields.ALL.merge(this, session, Patching.ALWAYS);
    }
}
