package io.alerthistory.session;

import static io.alerthistory.session.EntityField.Patching.UNTIL_END;
import static io.alerthistory.session.EntityField.Patching.WITH_STATUS;
import static io.alerthistory.session.EntityField.Use.CHANGING;
import static io.alerthistory.session.EntityField.Use.CHANGING_TEXT;
import static io.alerthistory.session.EntityField.Use.NEW;
import static io.alerthistory.session.EntityField.Use.SHOWN;

import java.util.List;

import io.alerthistory.json.JsonText;

/** The fields of a stage: one entry for each, which the tables, the bodies and the API's description are made of. */
public final class StageFields {

    private static final FieldFactory<StageExecution, CreateStage, StageChange> FIELD = new FieldFactory<>();

    static final EntityField<StageExecution, CreateStage, StageChange, JsonText> OUTPUT = FIELD
            .optionalJson("stage_output", s -> s.stageOutput, (s, v) -> s.stageOutput = v, NEW, CHANGING_TEXT, SHOWN)
            .created(CreateStage::stageOutput).redacted().patched(StageChange::stageOutput, PatchRule.OBJECT, UNTIL_END);

    /** The fields of {@link CreateStage} are in the order of the stored digests. Add new ones at the end. */
    public static final EntityFields<StageExecution, CreateStage, StageChange> ALL = new EntityFields<>(List.of(
            FIELD.text("execution_id", s -> s.executionId, (s, v) -> s.executionId = v, NEW, CHANGING, SHOWN),
            FIELD.text("session_id", s -> s.sessionId, (s, v) -> s.sessionId = v, NEW, CHANGING, SHOWN),
            FIELD.text("stage_id", s -> s.stageId, (s, v) -> s.stageId = v, NEW, CHANGING, SHOWN)
                    .created(CreateStage::stageId),
            FIELD.integer("stage_index", s -> s.stageIndex, (s, v) -> s.stageIndex = v, NEW, CHANGING, SHOWN)
                    .created(CreateStage::stageIndex),
            FIELD.text("stage_name", s -> s.stageName, (s, v) -> s.stageName = v, NEW, CHANGING, SHOWN)
                    .created(CreateStage::stageName),
            FIELD.text("agent", s -> s.agent, (s, v) -> s.agent = v, NEW, CHANGING, SHOWN).created(CreateStage::agent),
            FIELD.optionalText("iteration_strategy", s -> s.iterationStrategy, (s, v) -> s.iterationStrategy = v, NEW,
                    CHANGING, SHOWN).created(CreateStage::iterationStrategy)
                    .patched(StageChange::iterationStrategy, PatchRule.maxLength(Bounds.NAME), UNTIL_END),
            FIELD.name("status", StageStatus.class, s -> s.status, (s, v) -> s.status = v, NEW, CHANGING, SHOWN)
                    .created(CreateStage::status)
                    .patched(StageChange::status, PatchRule.NOT_CLEARED, WITH_STATUS),
            FIELD.optionalNumber("started_at_us", s -> s.startedAtUs, (s, v) -> s.startedAtUs = v, NEW, CHANGING, SHOWN)
                    .created(CreateStage::startedAtUs)
                    .patched(StageChange::startedAtUs, PatchRule.INSTANT, WITH_STATUS),
            FIELD.optionalNumber("paused_at_us", s -> s.pausedAtUs, (s, v) -> s.pausedAtUs = v, NEW, CHANGING, SHOWN)
                    .created(CreateStage::pausedAtUs)
                    .patched(StageChange::pausedAtUs, PatchRule.INSTANT, WITH_STATUS),
            FIELD.optionalNumber("completed_at_us", s -> s.completedAtUs, (s, v) -> s.completedAtUs = v, NEW, CHANGING, SHOWN)
                    .created(CreateStage::completedAtUs)
                    .patched(StageChange::completedAtUs, PatchRule.INSTANT, WITH_STATUS),
            OUTPUT,
            FIELD.optionalText("error_message", s -> s.errorMessage, (s, v) -> s.errorMessage = v, NEW, CHANGING_TEXT, SHOWN)
                    .created(CreateStage::errorMessage).redacted().patched(StageChange::errorMessage, PatchRule.ANY, UNTIL_END),
            FIELD.optionalInteger("current_iteration", s -> s.currentIteration, (s, v) -> s.currentIteration = v, NEW,
                    CHANGING, SHOWN).created(CreateStage::currentIteration)
                    .patched(StageChange::currentIteration, PatchRule.atLeast(0), UNTIL_END),
            FIELD.optionalText("chat_id", s -> s.chatId, (s, v) -> s.chatId = v, NEW, CHANGING, SHOWN)
                    .created(CreateStage::chatId),
            FIELD.optionalText("chat_user_message_id", s -> s.chatUserMessageId, (s, v) -> s.chatUserMessageId = v, NEW,
                    CHANGING, SHOWN).created(CreateStage::chatUserMessageId),
            FIELD.optionalText("parent_stage_execution_id", s -> s.parentStageExecutionId,
                    (s, v) -> s.parentStageExecutionId = v, NEW, CHANGING, SHOWN)
                    .created(CreateStage::parentStageExecutionId, "parent"),
            FIELD.integer("parallel_index", s -> s.parallelIndex, (s, v) -> s.parallelIndex = v, NEW, CHANGING, SHOWN)
                    .created(CreateStage::parallelIndex),
            FIELD.name("parallel_type", ParallelType.class, s -> s.parallelType, (s, v) -> s.parallelType = v, NEW, CHANGING,
                    SHOWN).created(CreateStage::parallelType),
            FIELD.optionalInteger("expected_parallel_count", s -> s.expectedParallelCount,
                    (s, v) -> s.expectedParallelCount = v, NEW, CHANGING, SHOWN).created(CreateStage::expectedParallelCount)
                    .patched(StageChange::expectedParallelCount, PatchRule.atLeast(1), UNTIL_END),
            FIELD.optionalName("success_policy", SuccessPolicy.class, s -> s.successPolicy, (s, v) -> s.successPolicy = v,
                    NEW, CHANGING, SHOWN).created(CreateStage::successPolicy)
                    .patched(StageChange::successPolicy, PatchRule.ANY, UNTIL_END),
            FIELD.text("content_digest", s -> s.contentDigest, (s, v) -> s.contentDigest = v, NEW, CHANGING, SHOWN),
            FIELD.number("version", s -> s.version, (s, v) -> s.version = v, NEW, CHANGING, SHOWN)));

    private StageFields() {
    }
}
