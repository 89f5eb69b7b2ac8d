package io.alerthistory.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.alerthistory.error.ProblemException;
import io.alerthistory.support.Samples;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

class StageCountersTest {

    @Example
    void refusesMoreNamesOfAgentsThanItCounts() {
        AlertSession session = Samples.session();
        StageExecution stage = Samples.stage(session.sessionId);
        for (int i = 0; i < StageCounters.MAX_AGENTS; i++) {
            stage.agent = "agent-" + i;
            StageCounters.added(session.counters, stage);
        }
        stage.agent = "agent-7";
        StageCounters.added(session.counters, stage);
        stage.agent = "one more";

        assertThatThrownBy(() -> StageCounters.added(session.counters, stage)).isInstanceOf(ProblemException.class)
                .hasMessageContaining("agent");
    }

    /** Whatever stages come and however they move, the counters are what counting the stages gives. */
    @Property
    void areWhatCountingGives(@ForAll @Size(max = 30) List<StageStatus> statuses,
            @ForAll @Size(max = 60) List<StageStatus> moves,
            @ForAll @Size(30) List<Boolean> children, @ForAll @Size(30) List<Boolean> chats,
            @ForAll @Size(30) List<ParallelType> types) {
        AlertSession session = Samples.session();
        List<StageExecution> stages = new ArrayList<>();
        for (int i = 0; i < statuses.size(); i++) {
            StageExecution stage = Samples.stage(session.sessionId);
            stage.status = statuses.get(i);
            stage.parentStageExecutionId = children.get(i) ? "parent" : null;
            stage.chatId = chats.get(i) ? "chat" : null;
            stage.parallelType = types.get(i);
            stage.agent = "Agent" + i % 3;
            stages.add(stage);
            StageCounters.added(session.counters, stage);
        }
        for (int i = 0; i < moves.size() && !stages.isEmpty(); i++) {
            StageExecution stage = stages.get(i % stages.size());
            StageStatus before = stage.status;
            stage.status = moves.get(i);
            StageCounters.moved(session.counters, before, stage);
        }
        List<StageExecution> counted = stages.stream()
                .filter(stage -> stage.parentStageExecutionId == null && stage.chatId == null).toList();
        assertThat(session.counters.totalStages).isEqualTo(counted.size());
        assertThat(session.counters.completedStages)
                .isEqualTo((int) counted.stream().filter(stage -> stage.status == StageStatus.COMPLETED).count());
        assertThat(session.counters.failedStages)
                .isEqualTo((int) counted.stream().filter(stage -> stage.status == StageStatus.FAILED).count());
        assertThat(session.counters.hasParallelStages)
                .isEqualTo(stages.stream().anyMatch(
                        stage -> stage.parentStageExecutionId != null || stage.parallelType != ParallelType.SINGLE));
        Map<String, Integer> byAgent = new HashMap<>();
        stages.stream().filter(stage -> stage.chatId == null)
                .filter(stage -> stage.parentStageExecutionId != null || stage.parallelType == ParallelType.SINGLE)
                .forEach(stage -> byAgent.merge(stage.agent, 1, Integer::sum));
        Map<String, Integer> kept = new HashMap<>();
        session.counters.stagesByAgent.tree().properties().forEach(agent -> kept.put(agent.getKey(), agent.getValue().asInt()));
        assertThat(kept).isEqualTo(byAgent);
    }
}
