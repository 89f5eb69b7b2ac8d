package io.alerthistory.session;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * The cancel of one paused agent of a parallel stage. When that leaves no agent open, the stage is settled by its success
 * policy:
 * <ul>
 * <li>completed: a paused session goes on, unless something else in it is paused;</li>
 * <li>cancelled, for all its agents are: so is the session;</li>
 * <li>failed: a paused session ends, as failed if an agent failed by itself, as cancelled if all that is missing is what was
 * cancelled.</li>
 * </ul>
 * A session that is not paused is in the hands of its worker, who sees to the stage's success or failure.
 * <p>
 * Two steps, because a paused stage becomes completed by way of active only.
 */
record AgentCancellation(String executionId, long nowUs) {

    /** Cancels the agent, and wakes its stage if that will complete now. */
    void cancel(AlertSession session, List<StageExecution> stages) {
        InterventionRules interruption = new InterventionRules(session, stages, nowUs);
        StageExecution agent = find(stages, executionId)
                .orElseThrow(() -> Stages.unknown(session.sessionId, executionId));
        interruption.requireOpen();
        if (agent.parentStageExecutionId == null) {
            throw InterventionRules.refused("Stage " + executionId + " is no agent of a parallel stage");
        }
        if (agent.status != StageStatus.PAUSED) {
            throw InterventionRules
                    .refused("Stage " + executionId + " is not paused (status: " + agent.status.jsonName() + ")");
        }
        interruption.move(agent, StageStatus.CANCELLED, InterventionRules.BY_USER);
        StageExecution parent = parent(stages);
        if (outcome(parent, stages) == StageStatus.COMPLETED && parent.status != StageStatus.ACTIVE) {
            interruption.move(parent, StageStatus.ACTIVE, null);
        }
    }

    /** Settles the stage if it can be, and the session with it. */
    AgentReceipt settle(AlertSession session, List<StageExecution> stages) {
        InterventionRules interruption = new InterventionRules(session, stages, nowUs);
        StageExecution parent = parent(stages);
        StageStatus outcome = outcome(parent, stages);
        if (outcome == StageStatus.COMPLETED) {
            interruption.move(parent, outcome, null);
            if (session.status == SessionStatus.PAUSED
                    && stages.stream().noneMatch(stage -> stage.status == StageStatus.PAUSED)) {
                interruption.move(SessionStatus.IN_PROGRESS);
            }
        } else if (outcome == StageStatus.CANCELLED) {
            interruption.move(parent, outcome, InterventionRules.BY_USER);
            interruption.end(SessionStatus.CANCELLED, InterventionRules.BY_USER);
        } else if (outcome == StageStatus.FAILED) {
            fail(interruption, parent);
        }
        return new AgentReceipt(true, session.status, parent.status);
    }

    private static void fail(InterventionRules interruption, StageExecution parent) {
        List<StageStatus> agents = agents(parent, interruption.stages());
        long completed = agents.stream().filter(agent -> agent == StageStatus.COMPLETED).count();
        String reason = "Stage " + parent.stageName + " failed: " + completed + " of " + agents.size()
                + " agents completed, success_policy is " + policy(parent).jsonName();
        interruption.move(parent, StageStatus.FAILED, reason);
        if (interruption.session().status == SessionStatus.PAUSED) {
            long cancelled = agents.stream().filter(agent -> agent == StageStatus.CANCELLED).count();
            boolean byUser = completed + cancelled == agents.size();
            interruption.end(byUser ? SessionStatus.CANCELLED : SessionStatus.FAILED,
                    byUser ? InterventionRules.BY_USER : reason);
        }
    }

    /** What the stage comes to; null while an agent is open, and when it has ended before. */
    private static @Nullable StageStatus outcome(StageExecution parent, List<StageExecution> stages) {
        return parent.status.isTerminal() ? null : policy(parent).outcome(agents(parent, stages));
    }

    private static SuccessPolicy policy(StageExecution parent) {
        return Objects.requireNonNullElse(parent.successPolicy, SuccessPolicy.ANY);
    }

    private static List<StageStatus> agents(StageExecution parent, List<StageExecution> stages) {
        return stages.stream().filter(stage -> parent.executionId.equals(stage.parentStageExecutionId))
                .map(stage -> stage.status).toList();
    }

    private StageExecution parent(List<StageExecution> stages) {
        return find(stages, executionId).map(agent -> agent.parentStageExecutionId)
                .flatMap(parent -> find(stages, parent)).orElseThrow();
    }

    private static Optional<StageExecution> find(List<StageExecution> stages, String executionId) {
        return stages.stream().filter(stage -> stage.executionId.equals(executionId)).findFirst();
    }
}
