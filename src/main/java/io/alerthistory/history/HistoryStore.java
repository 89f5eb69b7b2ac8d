package io.alerthistory.history;

import org.jspecify.annotations.Nullable;

import io.smallrye.mutiny.Uni;

/** Where the history is read from. */
public interface HistoryStore {

    /**
     * Finds one page of sessions and counts how many match in all.
     *
     * @param nowUs the end of what still runs, for the sort by duration
     */
    Uni<SessionPage> list(SessionFilter filter, SessionSort sort, PageRequest page, long nowUs);

    /**
     * Reads a session with everything that belongs to it.
     *
     * @return null when there is no such session
     */
    Uni<@Nullable StoredSession> find(String sessionId);
}
