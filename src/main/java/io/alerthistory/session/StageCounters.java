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

    static void added(AlertSession session, StageExecution stage) {
        session.hasParallelStages |= stage.parallelType != ParallelType.SINGLE || stage.parentStageExecutionId != null;
        if (works(stage)) {
            session.stagesByAgent = oneMore(session.stagesByAgent, stage.agent);
        }
        if (counts(stage)) {
            session.totalStages++;
            move(session, stage.status, 1);
        }
    }

    static void moved(AlertSession session, StageStatus before, StageExecution stage) {
        if (counts(stage) && before != stage.status) {
            move(session, before, -1);
            move(session, stage.status, 1);
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

    private static void move(AlertSession session, StageStatus status, int by) {
        if (status == StageStatus.COMPLETED) {
            session.completedStages += by;
        } else if (status == StageStatus.FAILED) {
            session.failedStages += by;
        }
    }
}
