package io.alerthistory.session;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
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
 * The body of a POST of a stage. Any status may be given, so that history can be imported.
 *
 * @param executionId made by the service when absent
 * @param status default pending
 * @param parallelIndex place among the children of a parallel stage, default 0
 * @param parallelType default single
 * @param successPolicy for the parent of parallel children; any when absent
 */
public record CreateStage(
        @Nullable @Pattern(regexp = Ids.PATTERN, message = Ids.PATTERN_MESSAGE) String executionId,
        @NotBlank @Size(max = 255) String stageId,
        @NotNull @PositiveOrZero Integer stageIndex,
        @NotBlank @Size(max = 255) String stageName,
        @NotBlank @Size(max = 255) String agent,
        @Nullable @Size(max = 255) String iterationStrategy,
        @Nullable StageStatus status,
        @Nullable @PositiveOrZero @Max(Micros.GREATEST) Long startedAtUs,
        @Nullable @PositiveOrZero @Max(Micros.GREATEST) Long pausedAtUs,
        @Nullable @PositiveOrZero @Max(Micros.GREATEST) Long completedAtUs,
        @Nullable @ObjectJson JsonText stageOutput,
        @Nullable String errorMessage,
        @Nullable @PositiveOrZero Integer currentIteration,
        @Nullable String chatId,
        @Nullable String chatUserMessageId,
        @Nullable String parentStageExecutionId,
        @Nullable @PositiveOrZero Integer parallelIndex,
        @Nullable ParallelType parallelType,
        @Nullable @Positive Integer expectedParallelCount,
        @Nullable SuccessPolicy successPolicy) {

    /**
     * The stage to be stored.
     *
     * @throws ProblemException 422 when the end contradicts the status or the start
     */
    public StageExecution toStage(String sessionId, IdSource ids, long nowUs) {
        StageExecution stage = new StageExecution();
        stage.executionId = executionId == null ? ids.next("stage", nowUs) : executionId;
        stage.sessionId = sessionId;
        stage.stageId = stageId;
        stage.stageIndex = stageIndex;
        stage.stageName = stageName;
        stage.agent = agent;
        stage.iterationStrategy = iterationStrategy;
        stage.status = status == null ? StageStatus.PENDING : status;
        stage.startedAtUs = startedAtUs == null && stage.status == StageStatus.ACTIVE ? Long.valueOf(nowUs) : startedAtUs;
        stage.pausedAtUs = pausedAtUs;
        stage.completedAtUs = completedAtUs;
        stage.stageOutput = stageOutput;
        stage.errorMessage = errorMessage;
        stage.currentIteration = currentIteration;
        stage.chatId = chatId;
        stage.chatUserMessageId = chatUserMessageId;
        stage.parentStageExecutionId = parentStageExecutionId;
        stage.parallelIndex = parallelIndex == null ? 0 : parallelIndex;
        stage.parallelType = parallelType == null ? ParallelType.SINGLE : parallelType;
        stage.expectedParallelCount = expectedParallelCount;
        stage.successPolicy = successPolicy;
        stage.contentDigest = digest();
        if (chatUserMessageId != null && chatId == null) {
            throw ProblemException.invalidField("/chat_user_message_id", "needs the chat_id of its chat");
        }
        ImportedEnd.require(stage.status.jsonName(), stage.status.isTerminal(), stage.startedAtUs, stage.completedAtUs);
        return stage;
    }

    private String digest() {
        return new ContentDigest().add("stage_id", stageId).add("stage_index", stageIndex).add("stage_name", stageName)
                .add("agent", agent).add("iteration_strategy", iterationStrategy).add("status", status)
                .add("started_at_us", startedAtUs).add("paused_at_us", pausedAtUs).add("completed_at_us", completedAtUs)
                .add("stage_output", stageOutput).add("error_message", errorMessage)
                .add("current_iteration", currentIteration).add("chat_id", chatId)
                .add("chat_user_message_id", chatUserMessageId).add("parent", parentStageExecutionId)
                .add("parallel_index", parallelIndex).add("parallel_type", parallelType)
                .add("expected_parallel_count", expectedParallelCount).add("success_policy", successPolicy).hex();
    }
}
