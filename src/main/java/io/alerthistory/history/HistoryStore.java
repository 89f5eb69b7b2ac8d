package io.alerthistory.history;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.smallrye.mutiny.Uni;

/** Where the history is read from. */
public interface HistoryStore {

    /** Finds one page of sessions and, unless it is not wanted, how many match in all. Long texts stay in the database. */
    Uni<SessionPage> list(SessionQuery query);

    /**
     * Reads a session with what belongs to it, at one moment, as far as the reading wants it. Long texts stay in the database.
     *
     * @return null when there is no such session
     */
    Uni<@Nullable StoredSession> find(String sessionId, SessionReading reading);

    /**
     * Reads a stage alone. Long texts stay in the database.
     *
     * @return null when the session has no such stage
     */
    Uni<@Nullable StoredStage> stage(String sessionId, String executionId);

    /**
     * Reads the next interactions of a stage, at most {@link TimelineQuery#MAX_ROWS} and as many as
     * {@link TimelineQuery#MAX_BYTES} allow; one at least, unless there are no more.
     */
    Uni<List<StoredInteraction>> timeline(TimelineQuery query);
}
