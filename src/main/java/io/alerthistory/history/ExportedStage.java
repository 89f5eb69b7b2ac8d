package io.alerthistory.history;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import io.alerthistory.json.JsonText;
import io.alerthistory.json.LongText;
import io.alerthistory.session.ParallelType;
import io.alerthistory.session.StageExecution;
import io.alerthistory.session.StageStatus;
import io.alerthistory.session.SuccessPolicy;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** A stage as a line of a bulk upload. */
@RegisterForReflection // a document refers to it
public record ExportedStage(String type, String sessionId, String executionId, String stageId, int stageIndex, String stageName,
        String agent, @Nullable String iterationStrategy, StageStatus status, @Nullable Long startedAtUs,
        @Nullable Long pausedAtUs, @Nullable Long completedAtUs, @Nullable JsonText stageOutput,
        @Schema(implementation = String.class) @Nullable LongText errorMessage, @Nullable Integer currentIteration,
        @Nullable String parentStageExecutionId,
        int parallelIndex, ParallelType parallelType, @Nullable Integer expectedParallelCount,
        @Nullable SuccessPolicy successPolicy) {

    static ExportedStage of(StoredStage stored) {
        StageExecution stage = stored.stage();
        return new ExportedStage("stage", stage.sessionId, stage.executionId, stage.stageId, stage.stageIndex,
                stage.stageName, stage.agent, stage.iterationStrategy, stage.status, stage.startedAtUs, stage.pausedAtUs,
                stage.completedAtUs, stage.stageOutput, LongText.of(stage.errorMessage, stored.large().get("error_message")),
                stage.currentIteration, stage.parentStageExecutionId, stage.parallelIndex, stage.parallelType,
                stage.expectedParallelCount, stage.successPolicy);
    }
}
