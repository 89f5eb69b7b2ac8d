package io.alerthistory.history;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import io.alerthistory.json.JsonText;
import io.alerthistory.json.LongText;
import io.alerthistory.json.StoredText;
import io.alerthistory.session.AlertSession;
import io.alerthistory.session.InvestigatedAlert;
import io.alerthistory.session.SessionCounters;
import io.alerthistory.session.SessionStatus;
import io.alerthistory.session.StageExecution;

/**
 * A session with its whole investigation. Instants are microseconds since the epoch, durations milliseconds.
 *
 * @param stages those at the top level: first the investigation's, then the responses of the chat
 * @param sessionLevelInteractions the interactions that belong to no stage, by time
 * @param version grows with every change; the ETag
 * @param held whether it is on hold: neither retention nor an erasure touches it
 * @param heldBy who put it on hold
 * @param alertRef the alert that it investigates; null when it names none
 */
public record DetailedSession(
        String sessionId,
        @Nullable String alertId,
        @Nullable String alertType,
        String agentType,
        SessionStatus status,
        @Nullable String author,
        @Schema(implementation = String.class) @Nullable LongText runbookUrl,
        long startedAtUs,
        @Nullable Long completedAtUs,
        @Schema(implementation = String.class) @Nullable LongText errorMessage,
        JsonText alertData,
        @Schema(implementation = String.class) @Nullable LongText finalAnalysis,
        @Schema(implementation = String.class) @Nullable LongText finalAnalysisSummary,
        @Schema(implementation = String.class) @Nullable LongText executiveSummaryError,
        @Nullable JsonText sessionMetadata,
        @Nullable JsonText pauseMetadata,
        String chainId,
        JsonText chainDefinition,
        @Nullable Integer currentStageIndex,
        @Nullable String currentStageId,
        @Nullable JsonText mcpSelection,
        @Nullable String slackMessageFingerprint,
        int totalInteractions,
        int llmInteractionCount,
        int mcpCommunicationCount,
        @Nullable Long sessionInputTokens,
        @Nullable Long sessionOutputTokens,
        @Nullable Long sessionTotalTokens,
        int totalStages,
        int completedStages,
        int failedStages,
        @Schema(type = SchemaType.ARRAY, implementation = DetailedStage.class) DetailedStages stages,
        @Schema(type = SchemaType.ARRAY, implementation = TimelineEvent.class) TimelineEvents sessionLevelInteractions,
        @Nullable Long durationMs,
        @Nullable String podId,
        @Nullable Long lastInteractionAt,
        long version,
        boolean held,
        @Nullable Long heldAtUs,
        @Nullable String heldBy,
        @Nullable String holdReason,
        @Nullable InvestigatedAlert alertRef) {

    private static final Comparator<StageExecution> ORDER = Comparator.comparing(StageExecution::isChat)
            .thenComparing(stage -> stage.isChat() ? 0 : stage.stageIndex)
            .thenComparing(stage -> stage.isChat() ? 0 : stage.parallelIndex)
            .thenComparing(stage -> stage.startedAtUs == null ? Long.MAX_VALUE : stage.startedAtUs)
            .thenComparing(stage -> stage.executionId);

    /**
     * Arranges what was read; a row that fits nowhere else is shown at the session's level rather than lost.
     *
     * @param timelines the interactions of each stage
     */
    static DetailedSession of(StoredSession stored, Timelines timelines) {
        return of(stored, DetailedStages.of(stages(stored, timelines)), timelines.of(null).chronological());
    }

    /** With stages and interactions that are read while the response is written. */
    static DetailedSession of(StoredSession stored, UnreadSession unread) {
        return of(stored, unread.stages(stored.firstStages()), unread.sessionLevelEvents());
    }

    private static DetailedSession of(StoredSession stored, DetailedStages stages, TimelineEvents sessionLevel) {
        AlertSession session = stored.session();
        SessionCounters counters = session.counters;
        Map<String, StoredText> large = stored.large();
        return new DetailedSession(session.sessionId, session.alertId, session.alertType, session.agentType, session.status,
                session.author, LongText.of(session.runbookUrl, large.get("runbook_url")), session.startedAtUs,
                session.completedAtUs, LongText.of(session.errorMessage, large.get("error_message")),
                Objects.requireNonNull(session.alertData), LongText.of(session.finalAnalysis, large.get("final_analysis")),
                LongText.of(session.finalAnalysisSummary, large.get("final_analysis_summary")),
                LongText.of(session.executiveSummaryError, large.get("executive_summary_error")),
                session.sessionMetadata, session.pauseMetadata, session.chainId,
                Objects.requireNonNullElse(session.chainDefinition, JsonText.EMPTY_OBJECT), session.currentStageIndex,
                session.currentStageId, session.mcpSelection, session.slackMessageFingerprint,
                counters.llmInteractionCount + counters.mcpCommunicationCount, counters.llmInteractionCount,
                counters.mcpCommunicationCount, counters.sessionInputTokens, counters.sessionOutputTokens,
                counters.sessionTotalTokens, counters.totalStages, counters.completedStages, counters.failedStages,
                stages, sessionLevel, session.durationMs(), session.podId,
                counters.lastInteractionAt, session.version, session.isHeld(), session.heldAtUs, session.heldBy,
                session.holdReason, InvestigatedAlert.of(session));
    }

    private static List<DetailedStage> stages(StoredSession stored, Timelines timelines) {
        Map<String, List<DetailedStage>> children = new HashMap<>();
        Function<StoredStage, DetailedStage> detailed = stage -> {
            String id = stage.stage().executionId;
            return DetailedStage.of(stage, timelines.of(id), children.getOrDefault(id, List.of()));
        };
        List<StoredStage> ordered = stored.stages().stream().sorted(Comparator.comparing(StoredStage::stage, ORDER)).toList();
        for (StoredStage stage : ordered) {
            String parentId = stage.stage().parentStageExecutionId;
            if (parentId != null) {
                children.computeIfAbsent(parentId, parent -> new ArrayList<>()).add(detailed.apply(stage));
            }
        }
        children.values().forEach(list -> list.sort(Comparator.comparingInt(DetailedStage::parallelIndex)));
        return ordered.stream().filter(stage -> stage.stage().parentStageExecutionId == null).map(detailed).toList();
    }
}
