package io.alerthistory.session;

/**
 * The stage counters on a session: stages at the top level that are no chat answer. They are moved by differences while the
 * session
 * is locked, so they are right after any order of writes.
 */
final class StageCounters {

    private StageCounters() {
    }

    static void added(AlertSession session, StageExecution stage) {
        session.hasParallelStages |= stage.parallelType != ParallelType.SINGLE || stage.parentStageExecutionId != null;
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

    private static void move(AlertSession session, StageStatus status, int by) {
        if (status == StageStatus.COMPLETED) {
            session.completedStages += by;
        } else if (status == StageStatus.FAILED) {
            session.failedStages += by;
        }
    }
}
