package io.alerthistory.session;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.alerthistory.error.ProblemException;
import io.alerthistory.json.JsonText;

/**
 * The stage counters on a session: stages at the top level that are no chat answer, and who did the work. They are moved by
 * differences while the session is locked, so they are right after any order of writes.
 */
final class StageCounters {

    /** Names of agents that a session counts stages of, so that what it counts stays small. */
    static final int MAX_AGENTS = 1_000;

    private StageCounters() {
    }

    static void added(SessionCounters counters, StageExecution stage) {
        counters.hasParallelStages |= stage.parallelType != ParallelType.SINGLE || stage.parentStageExecutionId != null;
        if (works(stage)) {
            counters.stagesByAgent = oneMore(counters.stagesByAgent, stage.agent);
        }
        if (counts(stage)) {
            counters.totalStages++;
            move(counters, stage.status, 1);
        }
    }

    static void moved(SessionCounters counters, StageStatus before, StageExecution stage) {
        if (counts(stage) && before != stage.status) {
            move(counters, before, -1);
            move(counters, stage.status, 1);
        }
    }

    private static boolean counts(StageExecution stage) {
        return stage.parentStageExecutionId == null && !stage.isChat();
    }

    /** A parallel parent only gathers; its children do the work. */
    private static boolean works(StageExecution stage) {
        return !stage.isChat() && (stage.parentStageExecutionId != null || stage.parallelType == ParallelType.SINGLE);
    }

    private static JsonText oneMore(JsonText counts, String agent) {
        ObjectNode tree = (ObjectNode) counts.tree();
        if (tree.size() >= MAX_AGENTS && !tree.has(agent)) {
            throw ProblemException.invalidField("/agent", "a session can have at most " + MAX_AGENTS + " different agents");
        }
        return JsonText.of(tree.put(agent, tree.path(agent).asInt() + 1));
    }

    private static void move(SessionCounters counters, StageStatus status, int by) {
        if (status == StageStatus.COMPLETED) {
            counters.completedStages += by;
        } else if (status == StageStatus.FAILED) {
            counters.failedStages += by;
        }
    }
}
