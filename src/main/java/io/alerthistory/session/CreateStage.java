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
import io.alerthistory.json.JsonText;
import io.alerthistory.json.ObjectJson;
import io.alerthistory.redaction.Redaction;
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
        @NotBlank @Size(max = Bounds.NAME) String stageId,
        @NotNull @PositiveOrZero Integer stageIndex,
        @NotBlank @Size(max = Bounds.NAME) String stageName,
        @NotBlank @Size(max = Bounds.NAME) String agent,
        @Nullable @Size(max = Bounds.NAME) String iterationStrategy,
        @Nullable StageStatus status,
        @Nullable @PositiveOrZero @Max(Micros.MAX) Long startedAtUs,
        @Nullable @PositiveOrZero @Max(Micros.MAX) Long pausedAtUs,
        @Nullable @PositiveOrZero @Max(Micros.MAX) Long completedAtUs,
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
     * @param redaction is applied to payloads and texts, before the digest
     * @throws ProblemException 422 when the end contradicts the status or the start
     */
    public StageExecution toStage(String sessionId, IdSource ids, long nowUs, Redaction redaction) {
        StageExecution stage = new StageExecution();
        stage.executionId = executionId == null ? ids.next("stage", nowUs) : executionId;
        stage.sessionId = sessionId;
        stage.status = StageStatus.PENDING;
        stage.parallelType = ParallelType.SINGLE;
        StageFields.ALL.create(this, stage, redaction);
        if (stage.startedAtUs == null && stage.status == StageStatus.ACTIVE) {
            stage.startedAtUs = nowUs;
        }
        stage.contentDigest = StageFields.ALL.digest(this, stage);
        if (chatUserMessageId != null && chatId == null) {
            throw ProblemException.invalidField("/chat_user_message_id", "needs the chat_id of its chat");
        }
        ImportedEnd.require(stage.status.jsonName(), stage.status.isTerminal(), stage.startedAtUs, stage.completedAtUs);
        return stage;
    }
}
