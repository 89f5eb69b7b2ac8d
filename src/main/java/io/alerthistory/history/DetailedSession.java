package io.alerthistory.history;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.alerthistory.interaction.Interaction;
import io.alerthistory.interaction.LlmInteraction;
import io.alerthistory.interaction.McpInteraction;
import io.alerthistory.json.JsonText;
import io.alerthistory.session.AlertSession;
import io.alerthistory.session.SessionStatus;
import io.alerthistory.session.StageExecution;

/**
 * A session with its whole investigation. Instants are microseconds since the epoch, durations milliseconds.
 *
 * @param stages those at the top level: first the investigation's, then the answers of the chat
 * @param sessionLevelInteractions the interactions that belong to no stage, by time
 * @param version grows with every change; the ETag
 */
public record DetailedSession(
        String sessionId,
        @Nullable String alertId,
        @Nullable String alertType,
        String agentType,
        SessionStatus status,
        @Nullable String author,
        @Nullable String runbookUrl,
        long startedAtUs,
        @Nullable Long completedAtUs,
        @Nullable String errorMessage,
        JsonText alertData,
        @Nullable String finalAnalysis,
        @Nullable String finalAnalysisSummary,
        @Nullable String executiveSummaryError,
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
        List<DetailedStage> stages,
        List<TimelineEvent> sessionLevelInteractions,
        @Nullable Long durationMs,
        @Nullable String podId,
        @Nullable Long lastInteractionAt,
        long version) {

    private static final String NO_STAGE = "";

    private static final Comparator<StageExecution> ORDER = Comparator.comparing(StageExecution::isChat)
            .thenComparing(stage -> stage.isChat() ? 0 : stage.stageIndex)
            .thenComparing(stage -> stage.isChat() ? 0 : stage.parallelIndex)
            .thenComparing(stage -> stage.startedAtUs == null ? Long.MAX_VALUE : stage.startedAtUs)
            .thenComparing(stage -> stage.executionId);

    /** Arranges what was read; a row that fits nowhere else is shown at the session's level rather than lost. */
    public static DetailedSession of(StoredSession stored) {
        AlertSession session = stored.session();
        List<TimelineEvent> atSessionLevel = Stream
                .concat(byStage(stored.llmInteractions()).getOrDefault(NO_STAGE, List.of()).stream().map(TimelineEvent::of),
                        byStage(stored.mcpInteractions()).getOrDefault(NO_STAGE, List.of()).stream().map(TimelineEvent::of))
                .sorted(TimelineEvent.CHRONOLOGICAL).toList();
        return new DetailedSession(session.sessionId, session.alertId, session.alertType, session.agentType, session.status,
                session.author, session.runbookUrl, session.startedAtUs, session.completedAtUs, session.errorMessage,
                session.alertData, session.finalAnalysis, session.finalAnalysisSummary, session.executiveSummaryError,
                session.sessionMetadata, session.pauseMetadata, session.chainId,
                Objects.requireNonNullElse(session.chainDefinition, JsonText.EMPTY_OBJECT), session.currentStageIndex,
                session.currentStageId, session.mcpSelection, session.slackMessageFingerprint,
                session.llmInteractionCount + session.mcpCommunicationCount, session.llmInteractionCount,
                session.mcpCommunicationCount, session.sessionInputTokens, session.sessionOutputTokens,
                session.sessionTotalTokens, session.totalStages, session.completedStages, session.failedStages,
                stages(stored), atSessionLevel, session.durationMs(), session.podId, session.lastInteractionAt,
                session.version);
    }

    private static List<DetailedStage> stages(StoredSession stored) {
        Map<String, List<LlmInteraction>> llm = byStage(stored.llmInteractions());
        Map<String, List<McpInteraction>> mcp = byStage(stored.mcpInteractions());
        Map<String, List<DetailedStage>> children = new HashMap<>();
        Function<StoredStage, DetailedStage> detailed = stage -> {
            String id = stage.stage().executionId;
            return DetailedStage.of(stage, llm.getOrDefault(id, List.of()), mcp.getOrDefault(id, List.of()),
                    children.getOrDefault(id, List.of()));
        };
        List<StoredStage> ordered = stored.stages().stream().sorted(Comparator.comparing(StoredStage::stage, ORDER)).toList();
        for (StoredStage stage : ordered) {
            String parentId = stage.stage().parentStageExecutionId;
            if (parentId != null) {
                children.computeIfAbsent(parentId, parent -> new java.util.ArrayList<>()).add(detailed.apply(stage));
            }
        }
        children.values().forEach(list -> list.sort(Comparator.comparingInt(DetailedStage::parallelIndex)));
        return ordered.stream().filter(stage -> stage.stage().parentStageExecutionId == null).map(detailed).toList();
    }

    private static <T extends Interaction> Map<String, List<T>> byStage(List<T> interactions) {
        return interactions.stream().collect(
                Collectors.groupingBy(interaction -> Objects.requireNonNullElse(interaction.stageExecutionId(), NO_STAGE)));
    }
}
