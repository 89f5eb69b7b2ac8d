package io.alerthistory.history;

import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;

import io.alerthistory.interaction.LlmInteraction;
import io.alerthistory.interaction.McpInteraction;
import io.alerthistory.interaction.TokenSums;
import io.alerthistory.json.JsonText;
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
        @Nullable String errorMessage,
        @Nullable Integer currentIteration,
        @Nullable String chatId,
        @Nullable String chatUserMessageId,
        @Nullable ChatUserMessage chatUserMessage,
        @Nullable String parentStageExecutionId,
        int parallelIndex,
        ParallelType parallelType,
        @Nullable Integer expectedParallelCount,
        @Nullable SuccessPolicy successPolicy,
        @Nullable List<DetailedStage> parallelExecutions,
        List<TimelineEvent> llmInteractions,
        List<TimelineEvent> mcpCommunications,
        int llmInteractionCount,
        int mcpCommunicationCount,
        int totalInteractions,
        @Nullable Long stageInteractionsDurationMs,
        @Nullable Long stageInputTokens,
        @Nullable Long stageOutputTokens,
        @Nullable Long stageTotalTokens,
        List<TimelineEvent> chronologicalInteractions,
        @Nullable String llmProvider) {

    static DetailedStage of(StoredStage stored, List<LlmInteraction> llm, List<McpInteraction> mcp,
            List<DetailedStage> children) {
        StageExecution stage = stored.stage();
        List<TimelineEvent> llmEvents = llm.stream().map(TimelineEvent::of).toList();
        List<TimelineEvent> mcpEvents = mcp.stream().map(TimelineEvent::of).toList();
        TokenSums own = TokenSums.of(llm);
        long duration = Stream
                .concat(llm.stream().map(LlmInteraction::durationMs), mcp.stream().map(McpInteraction::durationMs))
                .mapToLong(Long::longValue).sum();
        return new DetailedStage(stage.executionId, stage.sessionId, stage.stageId, stage.stageIndex, stage.stageName,
                stage.agent, stage.iterationStrategy == null ? output(stage, "iteration_strategy") : stage.iterationStrategy,
                stage.status, stage.startedAtUs, stage.pausedAtUs, stage.completedAtUs, stage.durationMs(), stage.stageOutput,
                stage.errorMessage, stage.currentIteration, stage.chatId, stage.chatUserMessageId, stored.chatUserMessage(),
                stage.parentStageExecutionId, stage.parallelIndex, stage.parallelType, stage.expectedParallelCount,
                stage.successPolicy, children.isEmpty() ? null : children, llmEvents, mcpEvents, llm.size(), mcp.size(),
                llm.size() + mcp.size(), positive(duration),
                positive(sum(own.input(), children.stream().map(DetailedStage::stageInputTokens))),
                positive(sum(own.output(), children.stream().map(DetailedStage::stageOutputTokens))),
                positive(sum(own.total(), children.stream().map(DetailedStage::stageTotalTokens))),
                Stream.concat(llmEvents.stream(), mcpEvents.stream()).sorted(TimelineEvent.CHRONOLOGICAL).toList(),
                output(stage, "llm_provider"));
    }

    private static @Nullable String output(StageExecution stage, String member) {
        if (stage.stageOutput == null) {
            return null;
        }
        JsonNode value = stage.stageOutput.tree().get(member);
        return value == null || !value.isTextual() ? null : value.textValue();
    }

    private static long sum(@Nullable Long own, Stream<@Nullable Long> others) {
        return (own == null ? 0 : own) + others.mapToLong(tokens -> tokens == null ? 0 : tokens).sum();
    }

    private static @Nullable Long positive(long sum) {
        return sum > 0 ? Long.valueOf(sum) : null;
    }
}
