package io.alerthistory.session;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;

import org.jspecify.annotations.Nullable;

import io.alerthistory.audit.AuditEntry;
import io.alerthistory.error.ErrorCode;
import io.alerthistory.error.ProblemException;
import io.smallrye.mutiny.Uni;

/** Where stages are kept, together with the counters on their session. Every method is one transaction. */
public interface StageStore {

    /** Whether a stage may be stored, and what it makes of its session's counters. Runs while the session is locked. */
    @FunctionalInterface
    interface Admission {

        /**
         * Throws when the stage must not be stored.
         *
         * @param parent the stage that the candidate names as its parent; null when it names none or an unknown one
         */
        void admit(AlertSession session, @Nullable StageExecution parent);
    }

    /**
     * Stores a new stage, or finds the one with its execution_id; then the admission is not asked.
     *
     * @return null when there is no such session; fails with invalid_field when the stage names a chat that is not its
     *         session's, or a message that is not that chat's
     */
    Uni<@Nullable Stored<StageExecution>> create(StageExecution candidate, Admission admission);

    /**
     * Lets a change decide on the locked session and stage and stores what it left there.
     *
     * @return the stage as it is now; null when the session has no such stage
     */
    default Uni<@Nullable StageExecution> update(String sessionId, String executionId,
            BiConsumer<AlertSession, StageExecution> change) {
        return update(sessionId, executionId, SentPayloads.NONE, change);
    }

    /**
     * The same with payloads. Others that are large are not at hand, and neither are the texts of the session: the change may
     * replace or remove them, but not look into them.
     *
     * @return the stage as it is now; null when the session has no such stage
     */
    default Uni<@Nullable StageExecution> update(String sessionId, String executionId, SentPayloads payloads,
            BiConsumer<AlertSession, StageExecution> change) {
        return update(sessionId, executionId, payloads, change, null);
    }

    /**
     * The same for an action of a person.
     *
     * @param entry is written with the change; null when no person made it
     */
    Uni<@Nullable StageExecution> update(String sessionId, String executionId, SentPayloads payloads,
            BiConsumer<AlertSession, StageExecution> change, @Nullable AuditEntry entry);

    /** Stages that are changed together. They are all in memory meanwhile, and nothing bounds how many a session has. */
    int MAX_TOGETHER = 5_000;

    /** The problem of a session that has more than {@link #MAX_TOGETHER} stages. */
    static ProblemException tooMany() {
        return new ProblemException(ErrorCode.INVALID_STATE,
                "Session has more than " + MAX_TOGETHER + " stages, too many to be changed together");
    }

    /**
     * Lets changes decide on the locked session and all its stages, each stored before the next is asked: so one transaction
     * can take a stage through several states, and the state machine sees them all. The outputs of the stages are not at hand,
     * and neither are their error messages; a new state may replace or remove them. Fails with {@link #tooMany} when the
     * session has too many.
     *
     * @return the session as it is now, and what the last change returned; null when there is no such session
     */
    default <D> Uni<@Nullable Changed<AlertSession, D>> changeAll(String sessionId,
            List<BiConsumer<AlertSession, List<StageExecution>>> first,
            BiFunction<AlertSession, List<StageExecution>, D> last) {
        return changeAll(sessionId, first, last, null);
    }

    /**
     * The same for an action of a person.
     *
     * @param entry is written with the changes; null when no person made them
     */
    <D> Uni<@Nullable Changed<AlertSession, D>> changeAll(String sessionId,
            List<BiConsumer<AlertSession, List<StageExecution>>> first,
            BiFunction<AlertSession, List<StageExecution>, D> last, @Nullable AuditEntry entry);

    /** Whether any session has such a stage. */
    Uni<Boolean> exists(String executionId);
}
