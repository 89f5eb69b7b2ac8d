package io.alerthistory.session;

import java.util.LinkedHashMap;
import java.util.Map;

import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import io.alerthistory.error.ErrorCode;
import io.alerthistory.error.ProblemException;
import io.alerthistory.json.JsonText;
import io.alerthistory.json.NotCleared;
import io.alerthistory.json.Patch;
import io.alerthistory.time.Micros;

/**
 * The body of a PATCH of a session: a JSON merge patch (RFC 7396) of the fields that may change. What an alert was and when it
 * began
 * does not.
 */
public record SessionChange(
        @NotCleared Patch<SessionStatus> status,
        @NotCleared @Schema(minimum = "0", maximum = Micros.MAX_TEXT) Patch<Long> completedAtUs,
        Patch<String> errorMessage,
        Patch<String> finalAnalysis,
        Patch<String> finalAnalysisSummary,
        Patch<String> executiveSummaryError,
        @Schema(type = SchemaType.OBJECT) Patch<JsonText> pauseMetadata,
        @Schema(minimum = "0") Patch<Integer> currentStageIndex,
        @Schema(maxLength = 255) Patch<String> currentStageId,
        @Schema(type = SchemaType.OBJECT) Patch<JsonText> sessionMetadata,
        @Schema(maxLength = 255) Patch<String> podId,
        @Schema(type = SchemaType.OBJECT) Patch<JsonText> mcpSelection,
        @Schema(type = SchemaType.OBJECT) Patch<JsonText> chainDefinition,
        Patch<String> runbookUrl,
        @Schema(maxLength = 500) Patch<String> slackMessageFingerprint) {

    /**
     * Checks every field.
     *
     * @throws ProblemException with every invalid field
     */
    public SessionChange {
        new PatchRules().notCleared("status", status).instant("completed_at_us", completedAtUs)
                .object("pause_metadata", pauseMetadata).atLeast("current_stage_index", currentStageIndex, 0)
                .object("session_metadata", sessionMetadata).length("pod_id", podId, 255)
                .length("current_stage_id", currentStageId, 255).object("mcp_selection", mcpSelection)
                .object("chain_definition", chainDefinition).length("slack_message_fingerprint", slackMessageFingerprint, 500)
                .check();
    }

    /** The payloads that it brings. */
    SentPayloads payloads() {
        return SentPayloads.of(Map.of("pause_metadata", pauseMetadata, "session_metadata", sessionMetadata, "mcp_selection",
                mcpSelection, "chain_definition", chainDefinition));
    }

    /** The change that only takes a session to a state; its error message stays when none is given. */
    static SessionChange to(SessionStatus status, @Nullable String errorMessage) {
        return new SessionChange(Patch.of(status), Patch.absent(),
                errorMessage == null ? Patch.absent() : Patch.of(errorMessage), Patch.absent(), Patch.absent(), Patch.absent(),
                Patch.absent(), Patch.absent(), Patch.absent(), Patch.absent(), Patch.absent(), Patch.absent(), Patch.absent(),
                Patch.absent(), Patch.absent());
    }

    /**
     * Makes the change, or throws and leaves the decision about the half-changed object to the caller's rollback.
     *
     * @throws ProblemException 409 when the state forbids it, 422 when a value contradicts the stored ones
     */
    void applyTo(AlertSession session, long nowUs) {
        SessionStatus next = status.value() == null ? session.status : status.value();
        if (next != session.status && !session.status.mayBecome(next)) {
            throw new ProblemException(ErrorCode.FORBIDDEN_TRANSITION,
                    "Session is " + session.status.jsonName() + " and cannot become " + next.jsonName());
        }
        if (session.isTerminal()) {
            requireOnlyAdditions(session);
        } else {
            applyOpen(session, next, nowUs);
        }
        session.finalAnalysisSummary = finalAnalysisSummary.or(session.finalAnalysisSummary);
        session.executiveSummaryError = executiveSummaryError.or(session.executiveSummaryError);
        session.sessionMetadata = PatchRules.merge(sessionMetadata, session.sessionMetadata);
    }

    private void applyOpen(AlertSession session, SessionStatus next, long nowUs) {
        enter(session, next, nowUs);
        session.errorMessage = errorMessage.or(session.errorMessage);
        session.finalAnalysis = finalAnalysis.or(session.finalAnalysis);
        session.currentStageIndex = currentStageIndex.or(session.currentStageIndex);
        session.currentStageId = currentStageId.or(session.currentStageId);
        session.podId = podId.or(session.podId);
        session.mcpSelection = PatchRules.merge(mcpSelection, session.mcpSelection);
        session.chainDefinition = PatchRules.merge(chainDefinition, session.chainDefinition);
        session.runbookUrl = runbookUrl.or(session.runbookUrl);
        session.slackMessageFingerprint = slackMessageFingerprint.or(session.slackMessageFingerprint);
        session.pauseMetadata = next == SessionStatus.PAUSED ? PatchRules.merge(pauseMetadata, session.pauseMetadata) : null;
        if (next.isTerminal()) {
            session.completedAtUs = completedAtUs.value() == null ? Math.max(nowUs, session.startedAtUs)
                    : completedAtUs.value();
            if (session.completedAtUs < session.startedAtUs) {
                throw ImportedEnd.invalid("must not be before started_at_us");
            }
        } else if (completedAtUs.sent()) {
            throw ImportedEnd.invalid("is for a terminal status, not for " + next.jsonName());
        }
    }

    private static void enter(AlertSession session, SessionStatus next, long nowUs) {
        if (next == SessionStatus.CANCELING && session.status != next) {
            session.cancelRequestedAtUs = nowUs;
        }
        if (next == SessionStatus.IN_PROGRESS && session.status == SessionStatus.PAUSED && session.supervised) {
            // Nobody owed a sign of life during the pause: the silence is counted from here.
            session.lastInteractionAt = Math.max(nowUs,
                    session.lastInteractionAt == null ? 0 : session.lastInteractionAt);
        }
        session.status = next;
    }

    /** A repeat of what is stored is no change; completed_at_us is not looked at, for the first one wins. */
    private void requireOnlyAdditions(AlertSession session) {
        Map<String, Boolean> changes = new LinkedHashMap<>();
        changes.put("error_message", PatchRules.changes(errorMessage, session.errorMessage));
        changes.put("final_analysis", PatchRules.changes(finalAnalysis, session.finalAnalysis));
        changes.put("current_stage_index", PatchRules.changes(currentStageIndex, session.currentStageIndex));
        changes.put("current_stage_id", PatchRules.changes(currentStageId, session.currentStageId));
        changes.put("pod_id", PatchRules.changes(podId, session.podId));
        changes.put("mcp_selection", PatchRules.changes(mcpSelection, session.mcpSelection));
        changes.put("chain_definition", PatchRules.changes(chainDefinition, session.chainDefinition));
        changes.put("runbook_url", PatchRules.changes(runbookUrl, session.runbookUrl));
        changes.put("slack_message_fingerprint",
                PatchRules.changes(slackMessageFingerprint, session.slackMessageFingerprint));
        changes.values().removeIf(changed -> !changed);
        if (!changes.isEmpty()) {
            throw new ProblemException(ErrorCode.FORBIDDEN_TRANSITION, "Session is " + session.status.jsonName()
                    + " and keeps its " + String.join(", ", changes.keySet()));
        }
    }
}
