package io.alerthistory.session;

import java.util.LinkedHashMap;
import java.util.Map;

import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import io.alerthistory.error.ErrorCode;
import io.alerthistory.error.ProblemException;
import io.alerthistory.json.JsonText;
import io.alerthistory.json.NotCleared;
import io.alerthistory.json.Patch;
import io.alerthistory.time.Micros;

/** The body of a PATCH of a stage: a JSON merge patch (RFC 7396) of the fields that may change. */
public record StageChange(
        @NotCleared Patch<StageStatus> status,
        @Schema(type = SchemaType.OBJECT) Patch<JsonText> stageOutput,
        Patch<String> errorMessage,
        @NotCleared @Schema(minimum = "0", maximum = Micros.MAX_TEXT) Patch<Long> startedAtUs,
        @NotCleared @Schema(minimum = "0", maximum = Micros.MAX_TEXT) Patch<Long> pausedAtUs,
        @NotCleared @Schema(minimum = "0", maximum = Micros.MAX_TEXT) Patch<Long> completedAtUs,
        @Schema(minimum = "0") Patch<Integer> currentIteration,
        @Schema(maxLength = 255) Patch<String> iterationStrategy,
        @Schema(minimum = "1") Patch<Integer> expectedParallelCount,
        Patch<SuccessPolicy> successPolicy) {

    /**
     * Checks every field.
     *
     * @throws ProblemException with every invalid field
     */
    public StageChange {
        new PatchRules().notCleared("status", status).object("stage_output", stageOutput)
                .instant("started_at_us", startedAtUs).instant("paused_at_us", pausedAtUs)
                .instant("completed_at_us", completedAtUs).atLeast("current_iteration", currentIteration, 0)
                .length("iteration_strategy", iterationStrategy, 255)
                .atLeast("expected_parallel_count", expectedParallelCount, 1).check();
    }

    /** The payloads that it brings. */
    SentPayloads payloads() {
        return SentPayloads.of(Map.of("stage_output", stageOutput));
    }

    /** The change that only takes a stage to a state; its error message stays when none is given. */
    static StageChange to(StageStatus status, @Nullable String errorMessage) {
        return new StageChange(Patch.of(status), Patch.absent(),
                errorMessage == null ? Patch.absent() : Patch.of(errorMessage), Patch.absent(), Patch.absent(), Patch.absent(),
                Patch.absent(), Patch.absent(), Patch.absent(), Patch.absent());
    }

    /**
     * Makes the change, or throws and leaves the half-changed object to the caller's rollback.
     *
     * @throws ProblemException 409 when the state forbids it, 422 when a value contradicts the stored ones
     */
    void applyTo(StageExecution stage, long nowUs) {
        StageStatus next = status.value() == null ? stage.status : status.value();
        if (next != stage.status && !stage.status.mayBecome(next)) {
            throw new ProblemException(ErrorCode.FORBIDDEN_TRANSITION,
                    "Stage is " + stage.status.jsonName() + " and cannot become " + next.jsonName());
        }
        if (stage.status.isTerminal()) {
            requireRepeat(stage);
            return;
        }
        stage.errorMessage = errorMessage.or(stage.errorMessage);
        stage.currentIteration = currentIteration.or(stage.currentIteration);
        stage.iterationStrategy = iterationStrategy.or(stage.iterationStrategy);
        stage.expectedParallelCount = expectedParallelCount.or(stage.expectedParallelCount);
        stage.successPolicy = successPolicy.or(stage.successPolicy);
        stage.stageOutput = PatchRules.merge(stageOutput, stage.stageOutput);
        if (stage.startedAtUs == null) { // the first start is the start, whatever comes after a pause
            stage.startedAtUs = startedAtUs.sent() ? startedAtUs.value() : next == StageStatus.ACTIVE ? (Long) nowUs : null;
        }
        enter(next, stage, nowUs);
    }

    private void enter(StageStatus next, StageExecution stage, long nowUs) {
        if (next == StageStatus.FAILED || next == StageStatus.TIMED_OUT) {
            stage.stageOutput = null; // what a failed stage wrote is no result
        }
        if (next == StageStatus.PAUSED) {
            stage.pausedAtUs = pausedAtUs.sent() ? pausedAtUs.value()
                    : stage.status == StageStatus.PAUSED ? stage.pausedAtUs : (Long) nowUs;
        } else if (next == StageStatus.ACTIVE) {
            stage.pausedAtUs = null;
        }
        if (next.isTerminal()) {
            long started = stage.startedAtUs == null ? 0 : stage.startedAtUs;
            stage.completedAtUs = completedAtUs.value() == null ? Math.max(nowUs, started) : completedAtUs.value();
            if (stage.completedAtUs < started) {
                throw ImportedEnd.invalid("must not be before started_at_us");
            }
        } else if (completedAtUs.sent()) {
            throw ImportedEnd.invalid("is for a terminal status, not for " + next.jsonName());
        }
        stage.status = next;
    }

    private void requireRepeat(StageExecution stage) {
        Map<String, Boolean> changes = new LinkedHashMap<>();
        changes.put("stage_output", stage.status != StageStatus.FAILED && stage.status != StageStatus.TIMED_OUT
                && PatchRules.changes(stageOutput, stage.stageOutput));
        changes.put("error_message", PatchRules.changes(errorMessage, stage.errorMessage));
        changes.put("current_iteration", PatchRules.changes(currentIteration, stage.currentIteration));
        changes.put("iteration_strategy", PatchRules.changes(iterationStrategy, stage.iterationStrategy));
        changes.put("expected_parallel_count", PatchRules.changes(expectedParallelCount, stage.expectedParallelCount));
        changes.put("success_policy", PatchRules.changes(successPolicy, stage.successPolicy));
        changes.values().removeIf(changed -> !changed);
        if (!changes.isEmpty()) {
            throw new ProblemException(ErrorCode.FORBIDDEN_TRANSITION,
                    "Stage is " + stage.status.jsonName() + " and keeps its " + String.join(", ", changes.keySet()));
        }
    }
}
