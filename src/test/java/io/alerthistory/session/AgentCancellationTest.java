package io.alerthistory.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.alerthistory.error.ErrorCode;
import io.alerthistory.error.ProblemException;
import io.alerthistory.json.JsonName;
import io.alerthistory.support.Samples;

/** What becomes of a parallel stage and its session when one of its agents, the first and paused, is cancelled. */
class AgentCancellationTest {

    private static final long NOW = 1_700_000_100_000_000L;

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {
            // session, policy, the stage, the other agents, what the stage and what the session become
            "paused, -, paused, completed, completed, in_progress",
            "paused, any, paused, completed failed, completed, in_progress",
            "paused, any, pending, completed, completed, in_progress",
            "paused, any, active, completed, completed, in_progress",
            "paused, all, paused, completed, failed, cancelled",
            "paused, all, paused, completed failed, failed, failed",
            "paused, any, paused, failed cancelled, failed, failed",
            "paused, any, paused, timed_out, failed, failed",
            "paused, any, paused, partial, failed, failed",
            "paused, any, paused, -, cancelled, cancelled",
            "paused, all, paused, cancelled cancelled, cancelled, cancelled",
            "paused, any, paused, paused completed, paused, paused",
            "paused, any, paused, active, paused, paused",
            "paused, any, failed, completed, failed, paused",
            "in_progress, any, active, completed active, active, in_progress",
            "in_progress, any, active, pending, active, in_progress",
            "in_progress, any, active, completed, completed, in_progress",
            "in_progress, any, active, failed, failed, in_progress",
            "in_progress, any, active, cancelled, cancelled, cancelled",
            "canceling, any, active, completed, completed, canceling",
            "canceling, any, active, cancelled, cancelled, cancelled" })
    void settlesTheStageAndTheSession(String sessionStatus, @Nullable String policy, String stageStatus,
            @Nullable String others, String stage, String session) {
        AlertSession stored = session(sessionStatus);
        List<StageExecution> stages = stages(stored, policy, stageStatus, others);
        AgentReceipt receipt = cancel(stored, stages);
        assertThat(receipt.stageStatus().jsonName()).isEqualTo(stage).isEqualTo(stages.get(0).status.jsonName());
        assertThat(receipt.sessionStatus().jsonName()).isEqualTo(session).isEqualTo(stored.status.jsonName());
        assertThat(stages.get(1).status).isEqualTo(StageStatus.CANCELLED);
        assertThat(stages.get(1).errorMessage).isEqualTo("Cancelled by user");
        assertThat(stages.get(1).completedAtUs).isEqualTo(NOW);
        assertThat(stored.completedAtUs).isEqualTo(stored.isTerminal() ? Long.valueOf(NOW) : null);
    }

    @Test
    void saysWhyASessionFailed() {
        AlertSession session = session("paused");
        List<StageExecution> stages = stages(session, "all", "paused", "completed failed");
        cancel(session, stages);
        assertThat(session.errorMessage).isEqualTo("Stage Investigate failed: 1 of 3 agents completed, success_policy is all")
                .isEqualTo(stages.get(0).errorMessage);
        assertThat(session.counters.failedStages).isEqualTo(1);
        assertThat(SearchDocument.fields(session)).contains("1 of 3 agents completed");
    }

    @Test
    void leavesASessionPausedWhileAnythingElseInItIs() {
        AlertSession session = session("paused");
        List<StageExecution> stages = stages(session, "any", "paused", "completed");
        StageExecution other = Samples.stage(session.sessionId);
        other.status = StageStatus.PAUSED;
        stages.add(other);
        cancel(session, stages);
        assertThat(stages.get(0).status).isEqualTo(StageStatus.COMPLETED);
        assertThat(session.status).isEqualTo(SessionStatus.PAUSED);
        assertThat(session.counters.completedStages).isEqualTo(1);
    }

    @Test
    void endsWhatElseIsPausedWithTheSession() {
        AlertSession session = session("paused");
        List<StageExecution> stages = stages(session, "any", "paused", "failed");
        StageExecution other = Samples.stage(session.sessionId);
        other.status = StageStatus.PAUSED;
        stages.add(other);
        cancel(session, stages);
        assertThat(session.status).isEqualTo(SessionStatus.FAILED);
        assertThat(other.status).isEqualTo(StageStatus.CANCELLED);
    }

    @ParameterizedTest
    @CsvSource({ "active", "pending", "completed", "cancelled" })
    void refusesAnAgentThatIsNotPaused(String status) {
        AlertSession session = session("paused");
        List<StageExecution> stages = stages(session, "any", "paused", "completed");
        stages.get(1).status = JsonName.stored(StageStatus.class, status);
        refuses(session, stages, ErrorCode.INVALID_STATE);
    }

    @Test
    void refusesAStageThatIsNoAgent() {
        AlertSession session = session("paused");
        List<StageExecution> stages = stages(session, "any", "paused", "completed");
        stages.get(1).parentStageExecutionId = null;
        refuses(session, stages, ErrorCode.INVALID_STATE);
        refuses(session, List.of(), ErrorCode.STAGE_NOT_FOUND);
    }

    @Test
    void refusesWhenTheSessionHasEnded() {
        AlertSession session = session("failed");
        refuses(session, stages(session, "any", "paused", "completed"), ErrorCode.INVALID_STATE);
    }

    private static void refuses(AlertSession session, List<StageExecution> stages, ErrorCode code) {
        assertThatThrownBy(() -> new AgentCancellation("agent-0", NOW).cancel(session, stages))
                .isInstanceOfSatisfying(ProblemException.class, problem -> assertThat(problem.code()).isEqualTo(code));
    }

    private static AgentReceipt cancel(AlertSession session, List<StageExecution> stages) {
        AgentCancellation cancellation = new AgentCancellation("agent-0", NOW);
        cancellation.cancel(session, stages);
        return cancellation.settle(session, stages);
    }

    private static AlertSession session(String status) {
        AlertSession session = Samples.session();
        session.status = JsonName.stored(SessionStatus.class, status);
        session.completedAtUs = session.isTerminal() ? Long.valueOf(session.startedAtUs + 1) : null;
        return session;
    }

    private static List<StageExecution> stages(AlertSession session, @Nullable String policy, String status,
            @Nullable String others) {
        List<StageExecution> stages = new ArrayList<>();
        StageExecution parent = Samples.stage(session.sessionId);
        parent.status = JsonName.stored(StageStatus.class, status);
        parent.parallelType = ParallelType.MULTI_AGENT;
        parent.successPolicy = policy == null ? null : JsonName.stored(SuccessPolicy.class, policy);
        stages.add(parent);
        for (String agent : ("paused" + (others == null ? "" : " " + others)).split(" ")) {
            StageExecution child = Samples.stage(session.sessionId);
            child.executionId = "agent-" + (stages.size() - 1);
            child.parentStageExecutionId = parent.executionId;
            child.status = JsonName.stored(StageStatus.class, agent);
            stages.add(child);
        }
        return stages;
    }
}
