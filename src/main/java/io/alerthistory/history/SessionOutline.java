package io.alerthistory.history;

import java.util.List;

import io.alerthistory.session.StageExecution;

/**
 * A session with its stages, without its interactions.
 *
 * @param session its own row; long texts stay in the database
 * @param stages those at the top level, in the order in which they are shown
 * @param hasMore whether it has more stages than were read
 */
public record SessionOutline(StoredSession session, List<Stage> stages, boolean hasMore) {

    /**
     * A stage at the top level.
     *
     * @param executions the executions of a parallel stage, in their order; empty for any other
     */
    public record Stage(OutlinedStage outlined, List<OutlinedStage> executions) {

        public Stage {
            executions = List.copyOf(executions);
        }

        /** The stage's own fields. */
        public StageExecution execution() {
            return outlined.stage().stage();
        }
    }

    public SessionOutline {
        stages = List.copyOf(stages);
    }
}
