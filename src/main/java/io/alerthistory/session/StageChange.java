package io.alerthistory.session;

import java.util.ArrayList;
import java.util.List;

import io.alerthistory.error.ProblemException;
import io.alerthistory.json.JsonText;
import io.alerthistory.json.Patch;
import io.alerthistory.redaction.Redaction;
import io.alerthistory.session.EntityField.Patching;
import io.alerthistory.session.Transitions.StageTimes;

/**
 * The body of a PATCH of a stage: a JSON merge patch (RFC 7396) of the fields that may change. {@link StageFields} has the rule
 * of each field.
 */
public record StageChange(
        Patch<StageStatus> status,
        Patch<JsonText> stageOutput,
        Patch<String> errorMessage,
        Patch<Long> startedAtUs,
        Patch<Long> pausedAtUs,
        Patch<Long> completedAtUs,
        Patch<Integer> currentIteration,
        Patch<String> iterationStrategy,
        Patch<Integer> expectedParallelCount,
        Patch<SuccessPolicy> successPolicy) {

    /**
     * The same when every field is valid.
     *
     * @throws ProblemException 422 with every invalid field
     */
    public StageChange checked() {
        StageFields.ALL.check(this);
        return this;
    }

    /** The same without what matches a pattern, in payloads and texts. */
    StageChange redacted(Redaction redaction) {
        return !redaction.isActive() ? this
                : new StageChange(status, redaction.json(stageOutput), redaction.text(errorMessage), startedAtUs, pausedAtUs,
                        completedAtUs, currentIteration, iterationStrategy, expectedParallelCount, successPolicy);
    }

    /** The payloads that it brings. */
    SentPayloads payloads() {
        return StageFields.ALL.payloads(this);
    }

    /**
     * Makes the change, or throws and leaves the half-changed object to the caller's rollback.
     *
     * @throws ProblemException 409 when the state forbids it, 422 when a value contradicts the stored ones
     */
    void applyTo(StageExecution stage, long nowUs) {
        StageStatus next = status.value() == null ? stage.status : status.value();
        Transitions.require(stage, next);
        if (stage.status.isTerminal()) {
            requireRepeat(stage);
        } else {
            StageFields.ALL.merge(this, stage, Patching.UNTIL_END);
            Transitions.enter(stage, next, new StageTimes(startedAtUs, pausedAtUs, completedAtUs), nowUs);
        }
    }

    /** The output of a failed stage was removed, so that a repeat may send it again. */
    private void requireRepeat(StageExecution stage) {
        List<EntityField<StageExecution, CreateStage, StageChange, ?>> changed = new ArrayList<>(
                StageFields.ALL.changedAfterEnd(this, stage));
        if (stage.status == StageStatus.FAILED || stage.status == StageStatus.TIMED_OUT) {
            changed.remove(StageFields.OUTPUT);
        }
        Transitions.requireUnchanged("Stage", stage.status, changed);
    }
}
