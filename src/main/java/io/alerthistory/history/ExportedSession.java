package io.alerthistory.history;

import java.util.Map;
import java.util.Objects;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import io.alerthistory.json.JsonText;
import io.alerthistory.json.LongText;
import io.alerthistory.json.StoredText;
import io.alerthistory.session.AlertSession;
import io.alerthistory.session.InvestigatedAlert;
import io.alerthistory.session.SessionStatus;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** A session as a line of a bulk upload: the body that creates it, with its end. */
@RegisterForReflection // a document refers to it
public record ExportedSession(String type, String sessionId, @Nullable String alertId, JsonText alertData, String agentType,
        @Nullable String alertType, String chainId, @Nullable JsonText chainDefinition, @Nullable String author,
        @Schema(implementation = String.class) @Nullable LongText runbookUrl, @Nullable JsonText mcpSelection,
        @Nullable JsonText sessionMetadata,
        @Nullable String slackMessageFingerprint, long startedAtUs, SessionStatus status, @Nullable Long completedAtUs,
        @Schema(implementation = String.class) @Nullable LongText errorMessage,
        @Schema(implementation = String.class) @Nullable LongText finalAnalysis,
        @Schema(implementation = String.class) @Nullable LongText finalAnalysisSummary,
        @Nullable InvestigatedAlert alertRef) {

    static ExportedSession of(StoredSession stored) {
        AlertSession session = stored.session();
        Map<String, StoredText> large = stored.large();
        return new ExportedSession("session", session.sessionId, session.alertId, Objects.requireNonNull(session.alertData),
                session.agentType, session.alertType, session.chainId, session.chainDefinition, session.author,
                LongText.of(session.runbookUrl, large.get("runbook_url")), session.mcpSelection, session.sessionMetadata,
                session.slackMessageFingerprint, session.startedAtUs, session.status, session.completedAtUs,
                LongText.of(session.errorMessage, large.get("error_message")),
                LongText.of(session.finalAnalysis, large.get("final_analysis")),
                LongText.of(session.finalAnalysisSummary, large.get("final_analysis_summary")),
                InvestigatedAlert.of(session));
    }
}
