package io.alerthistory.session;

import static io.alerthistory.session.EntityField.Patching.ALWAYS;
import static io.alerthistory.session.EntityField.Patching.UNTIL_END;
import static io.alerthistory.session.EntityField.Patching.WITH_STATUS;
import static io.alerthistory.session.EntityField.Use.CHANGING;
import static io.alerthistory.session.EntityField.Use.CHANGING_TEXT;
import static io.alerthistory.session.EntityField.Use.LIST;
import static io.alerthistory.session.EntityField.Use.NEW;
import static io.alerthistory.session.EntityField.Use.SHOWN;

import java.util.ArrayList;
import java.util.List;

import io.alerthistory.json.JsonText;

/** The fields of a session: one entry for each, which the tables, the bodies and the API's description are made of. */
public final class SessionFields {

    private static final FieldFactory<AlertSession, CreateSession, SessionChange> FIELD = new FieldFactory<>();

    static final EntityField<AlertSession, CreateSession, SessionChange, JsonText> PAUSE_METADATA = FIELD
            .optionalJson("pause_metadata", s -> s.pauseMetadata, (s, v) -> s.pauseMetadata = v, CHANGING_TEXT, SHOWN, LIST)
            .patched(SessionChange::pauseMetadata, PatchRule.OBJECT, WITH_STATUS);

    /** The fields of {@link CreateSession} are in the order of the stored digests. Add new ones at the end. */
    private static final List<EntityField<AlertSession, CreateSession, SessionChange, ?>> SENT = List.of(
            FIELD.text("session_id", s -> s.sessionId, (s, v) -> s.sessionId = v, NEW, CHANGING, SHOWN, LIST),
            FIELD.optionalText("alert_id", s -> s.alertId, (s, v) -> s.alertId = v, NEW, CHANGING, SHOWN, LIST)
                    .created(CreateSession::alertId),
            FIELD.json("alert_data", s -> s.alertData, (s, v) -> s.alertData = v, NEW, SHOWN)
                    .created(CreateSession::alertData).redacted(),
            FIELD.text("agent_type", s -> s.agentType, (s, v) -> s.agentType = v, NEW, CHANGING, SHOWN, LIST)
                    .created(CreateSession::agentType),
            FIELD.optionalText("alert_type", s -> s.alertType, (s, v) -> s.alertType = v, NEW, CHANGING, SHOWN, LIST)
                    .created(CreateSession::alertType).redacted(),
            FIELD.text("chain_id", s -> s.chainId, (s, v) -> s.chainId = v, NEW, CHANGING, SHOWN, LIST)
                    .created(CreateSession::chainId),
            FIELD.optionalJson("chain_definition", s -> s.chainDefinition, (s, v) -> s.chainDefinition = v, NEW,
                    CHANGING_TEXT, SHOWN).created(CreateSession::chainDefinition).redacted()
                    .patched(SessionChange::chainDefinition, PatchRule.OBJECT, UNTIL_END),
            FIELD.optionalText("author", s -> s.author, (s, v) -> s.author = v, NEW, CHANGING, SHOWN, LIST)
                    .created(CreateSession::author),
            FIELD.optionalText("runbook_url", s -> s.runbookUrl, (s, v) -> s.runbookUrl = v, NEW, CHANGING_TEXT, SHOWN)
                    .created(CreateSession::runbookUrl).redacted()
                    .patched(SessionChange::runbookUrl, PatchRule.ANY, UNTIL_END),
            FIELD.optionalJson("mcp_selection", s -> s.mcpSelection, (s, v) -> s.mcpSelection = v, NEW, CHANGING_TEXT,
                    SHOWN, LIST).created(CreateSession::mcpSelection).redacted()
                    .patched(SessionChange::mcpSelection, PatchRule.OBJECT, UNTIL_END),
            FIELD.optionalJson("session_metadata", s -> s.sessionMetadata, (s, v) -> s.sessionMetadata = v, NEW,
                    CHANGING_TEXT, SHOWN).created(CreateSession::sessionMetadata).redacted()
                    .patched(SessionChange::sessionMetadata, PatchRule.OBJECT, ALWAYS),
            FIELD.optionalText("slack_message_fingerprint", s -> s.slackMessageFingerprint,
                    (s, v) -> s.slackMessageFingerprint = v, NEW, CHANGING, SHOWN, LIST)
                    .created(CreateSession::slackMessageFingerprint)
                    .patched(SessionChange::slackMessageFingerprint, PatchRule.maxLength(Bounds.FOREIGN_ID), UNTIL_END),
            FIELD.number("started_at_us", s -> s.startedAtUs, (s, v) -> s.startedAtUs = v, NEW, CHANGING, SHOWN, LIST)
                    .created(CreateSession::startedAtUs),
            FIELD.name("status", SessionStatus.class, s -> s.status, (s, v) -> s.status = v, NEW, CHANGING, SHOWN, LIST)
                    .created(CreateSession::status)
                    .patched(SessionChange::status, PatchRule.NOT_CLEARED, WITH_STATUS),
            FIELD.optionalNumber("completed_at_us", s -> s.completedAtUs, (s, v) -> s.completedAtUs = v, NEW, CHANGING, SHOWN,
                    LIST).created(CreateSession::completedAtUs)
                    .patched(SessionChange::completedAtUs, PatchRule.INSTANT, WITH_STATUS),
            FIELD.optionalText("error_message", s -> s.errorMessage, (s, v) -> s.errorMessage = v, NEW, CHANGING_TEXT, SHOWN,
                    LIST).created(CreateSession::errorMessage).redacted()
                    .patched(SessionChange::errorMessage, PatchRule.ANY, UNTIL_END),
            FIELD.optionalText("final_analysis", s -> s.finalAnalysis, (s, v) -> s.finalAnalysis = v, NEW, CHANGING_TEXT,
                    SHOWN).created(CreateSession::finalAnalysis).redacted()
                    .patched(SessionChange::finalAnalysis, PatchRule.ANY, UNTIL_END),
            FIELD.optionalText("final_analysis_summary", s -> s.finalAnalysisSummary,
                    (s, v) -> s.finalAnalysisSummary = v, NEW, CHANGING_TEXT, SHOWN, LIST)
                    .created(CreateSession::finalAnalysisSummary).redacted()
                    .patched(SessionChange::finalAnalysisSummary, PatchRule.ANY, ALWAYS),
            FIELD.optionalText("alert_source", s -> s.alertSource, (s, v) -> s.alertSource = v, NEW, CHANGING, SHOWN)
                    .created(CreateSession::alertSource),
            FIELD.optionalText("alert_fingerprint", s -> s.alertFingerprint, (s, v) -> s.alertFingerprint = v, NEW, CHANGING,
                    SHOWN).created(CreateSession::alertFingerprint),
            FIELD.optionalNumber("alert_starts_at_us", s -> s.alertStartsAtUs, (s, v) -> s.alertStartsAtUs = v, NEW, CHANGING,
                    SHOWN).created(CreateSession::alertStartsAtUs));

    private static final List<EntityField<AlertSession, CreateSession, SessionChange, ?>> OTHERS = List.of(
            FIELD.optionalText("executive_summary_error", s -> s.executiveSummaryError,
                    (s, v) -> s.executiveSummaryError = v, CHANGING_TEXT, SHOWN)
                    .patched(SessionChange::executiveSummaryError, PatchRule.ANY, ALWAYS),
            PAUSE_METADATA,
            FIELD.optionalInteger("current_stage_index", s -> s.currentStageIndex, (s, v) -> s.currentStageIndex = v,
                    CHANGING, SHOWN, LIST).patched(SessionChange::currentStageIndex, PatchRule.atLeast(0), UNTIL_END),
            FIELD.optionalText("current_stage_id", s -> s.currentStageId, (s, v) -> s.currentStageId = v, CHANGING, SHOWN)
                    .patched(SessionChange::currentStageId, PatchRule.maxLength(Bounds.NAME), UNTIL_END),
            FIELD.optionalText("pod_id", s -> s.podId, (s, v) -> s.podId = v, CHANGING, SHOWN)
                    .patched(SessionChange::podId, PatchRule.maxLength(Bounds.NAME), UNTIL_END),
            FIELD.optionalNumber("claimed_at_us", s -> s.claimedAtUs, (s, v) -> s.claimedAtUs = v, CHANGING, SHOWN),
            FIELD.flag("supervised", s -> s.supervised, (s, v) -> s.supervised = v, CHANGING, SHOWN),
            FIELD.optionalNumber("cancel_requested_at_us", s -> s.cancelRequestedAtUs, (s, v) -> s.cancelRequestedAtUs = v,
                    NEW, CHANGING, SHOWN),
            FIELD.integer("chat_message_count", s -> s.chatMessageCount, (s, v) -> s.chatMessageCount = v, CHANGING, SHOWN,
                    LIST),
            FIELD.optionalNumber("held_at_us", s -> s.heldAtUs, (s, v) -> s.heldAtUs = v, CHANGING, SHOWN, LIST),
            FIELD.optionalText("held_by", s -> s.heldBy, (s, v) -> s.heldBy = v, CHANGING, SHOWN),
            FIELD.optionalText("hold_reason", s -> s.holdReason, (s, v) -> s.holdReason = v, CHANGING, SHOWN),
            FIELD.text("content_digest", s -> s.contentDigest, (s, v) -> s.contentDigest = v, NEW, CHANGING, SHOWN),
            FIELD.written("search_document", s -> s.searchDocument, (s, v) -> s.searchDocument = v, NEW),
            FIELD.number("version", s -> s.version, (s, v) -> s.version = v, CHANGING, SHOWN));

    public static final EntityFields<AlertSession, CreateSession, SessionChange> ALL = new EntityFields<>(all());

    private SessionFields() {
    }

    private static List<EntityField<AlertSession, CreateSession, SessionChange, ?>> all() {
        List<EntityField<AlertSession, CreateSession, SessionChange, ?>> all = new ArrayList<>(SENT);
        all.addAll(OTHERS);
        SessionCounters.FIELDS.forEach(counter -> all.add(counter.in(session -> session.counters)));
        return List.copyOf(all);
    }
}
