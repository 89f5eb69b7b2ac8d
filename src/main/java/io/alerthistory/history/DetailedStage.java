package io.alerthistory.history;

import java.util.List;
import java.util.function.Function;

import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import io.alerthistory.interaction.Tokens;
import io.alerthistory.json.JsonText;
import io.alerthistory.json.LongText;
import io.alerthistory.session.ParallelType;
import io.alerthistory.session.StageExecution;
import io.alerthistory.session.StageStatus;
import io.alerthistory.session.SuccessPolicy;

/**
 * A stage with its interactions and, when it ran several executions at once, those.
 *
 * @param parallelExecutions the children by parallel_index; null when there are none
 * @param totalInteractions own rows, children excluded
 * @param stageInteractionsDurationMs the sum over the own interactions, milliseconds; null when 0
 * @param stageInputTokens own and children's; null when 0
 * @param chronologicalInteractions the own interactions, merged by time
 */
public record DetailedStage(
        String executionId,
        String sessionId,
        String stageId,
        int stageIndex,
        String stageName,
        String agent,
        @Nullable String iterationStrategy,
        StageStatus status,
        @Nullable Long startedAtUs,
        @Nullable Long pausedAtUs,
        @Nullable Long completedAtUs,
        @Nullable Long durationMs,
        @Nullable JsonText stageOutput,
        @Schema(implementation = String.class) @Nullable LongText errorMessage,
        @Nullable Integer currentIteration,
        @Nullable String chatId,
        @Nullable String chatUserMessageId,
        @Nullable ChatUserMessage chatUserMessage,
        @Nullable String parentStageExecutionId,
        int parallelIndex,
        ParallelType parallelType,
        @Nullable Integer expectedParallelCount,
        @Nullable SuccessPolicy successPolicy,
        @Schema(type = SchemaType.ARRAY, implementation = DetailedStage.class) @Nullable DetailedStages parallelExecutions,
        @Schema(type = SchemaType.ARRAY, implementation = TimelineEvent.class) TimelineEvents llmInteractions,
        @Schema(type = SchemaType.ARRAY, implementation = TimelineEvent.class) TimelineEvents mcpCommunications,
        int llmInteractionCount,
        int mcpCommunicationCount,
        int totalInteractions,
        @Nullable Long stageInteractionsDurationMs,
        @Nullable Long stageInputTokens,
        @Nullable Long stageOutputTokens,
        @Nullable Long stageTotalTokens,
        @Schema(type = SchemaType.ARRAY, implementation = TimelineEvent.class) TimelineEvents chronologicalInteractions,
        @Nullable String llmProvider) {

    /** With executions that are at hand, or none. */
    static DetailedStage of(StoredStage stored, Timeline timeline, List<DetailedStage> executions) {
        return of(stored, timeline, executions.isEmpty() ? null : DetailedStages.of(executions),
                new Tokens(sum(executions, DetailedStage::stageInputTokens),
                        sum(executions, DetailedStage::stageOutputTokens),
                        sum(executions, DetailedStage::stageTotalTokens)));
    }

    /** @param executionTokens those of all executions */
    static DetailedStage of(StoredStage stored, Timeline timeline, @Nullable DetailedStages executions,
            Tokens executionTokens) {
        StageExecution stage = stored.stage();
        TimelineFigures llm = timeline.llm();
        TimelineFigures mcp = timeline.mcp();
        Tokens own = llm.tokens();
        return new DetailedStage(stage.executionId, stage.sessionId, stage.stageId, stage.stageIndex, stage.stageName,
                stage.agent, stage.iterationStrategy == null ? stored.output().iterationStrategy() : stage.iterationStrategy,
                stage.status, stage.startedAtUs, stage.pausedAtUs, stage.completedAtUs, stage.durationMs(), stage.stageOutput,
                LongText.of(stage.errorMessage, stored.large().get("error_message")), stage.currentIteration, stage.chatId,
                stage.chatUserMessageId, stored.chatUserMessage(),
                stage.parentStageExecutionId, stage.parallelIndex, stage.parallelType, stage.expectedParallelCount,
                stage.successPolicy, executions, timeline.llmEvents(), timeline.mcpEvents(),
                llm.count(), mcp.count(), llm.count() + mcp.count(), positive(llm.durationMs() + mcp.durationMs()),
                positive(number(own.input()) + number(executionTokens.input())),
                positive(number(own.output()) + number(executionTokens.output())),
                positive(number(own.total()) + number(executionTokens.total())),
                timeline.chronological(), stored.output().llmProvider());
    }

    private static Long sum(List<DetailedStage> executions, Function<DetailedStage, @Nullable Long> tokens) {
        return executions.stream().mapToLong(execution -> number(tokens.apply(execution))).sum();
    }

    private static long number(@Nullable Long tokens) {
        return tokens == null ? 0 : tokens;
    }

    private static @Nullable Long positive(long sum) {
        return sum > 0 ? Long.valueOf(sum) : null;
    }
}
