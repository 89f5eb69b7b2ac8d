package io.alerthistory.history;

import org.jspecify.annotations.Nullable;

import io.alerthistory.session.StageExecution;

/**
 * The next stages at the top level of a session, or the next executions of a parallel stage, in the order in which they are
 * shown.
 *
 * @param parentId null for the top level
 * @param lastSeq interactions that came later are left out of the figures
 * @param after the place of the last one that was read
 */
public record StageQuery(String sessionId, @Nullable String parentId, long lastSeq, Place after) {

    /** Stages of a page. */
    public static final int MAX_ROWS = 50;

    /** Bytes of a page, which has one stage at least. Texts that stay in the database are not counted. */
    public static final int MAX_BYTES = 65_536;

    /**
     * The position of a stage. Responses of the chat come last, by time.
     *
     * @param execution the parallel_index among executions; 0 at the top level
     * @param chat 1 for an answer of the chat, else 0
     * @param stageIndex 0 for an answer of the chat, as the next
     * @param startedAtUs microseconds since the epoch
     */
    public record Place(long execution, long chat, long stageIndex, long parallelIndex, long startedAtUs, String executionId) {

        private static final Place BEGINNING = new Place(-1, 0, 0, 0, 0, "");

        private static Place of(StageExecution stage) {
            return new Place(stage.parentStageExecutionId == null ? 0 : stage.parallelIndex, stage.isChat() ? 1 : 0,
                    stage.isChat() ? 0 : stage.stageIndex, stage.isChat() ? 0 : stage.parallelIndex,
                    stage.startedAtUs == null ? Long.MAX_VALUE : stage.startedAtUs, stage.executionId);
        }
    }

    /** Those at the top level, from the beginning. */
    public static StageQuery topLevel(String sessionId, long lastSeq) {
        return new StageQuery(sessionId, null, lastSeq, Place.BEGINNING);
    }

    /** The executions of a parallel stage, from the beginning. */
    static StageQuery executions(String sessionId, String parentId, long lastSeq) {
        return new StageQuery(sessionId, parentId, lastSeq, Place.BEGINNING);
    }

    /** What follows a stage. */
    StageQuery after(StageExecution last) {
        return new StageQuery(sessionId, parentId, lastSeq, Place.of(last));
    }
}
