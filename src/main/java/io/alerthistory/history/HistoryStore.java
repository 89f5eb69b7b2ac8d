package io.alerthistory.history;

import org.jspecify.annotations.Nullable;

import io.smallrye.mutiny.Uni;

/** Where the history is read from. */
public interface HistoryStore {

    /** Finds one page of sessions and, unless it is not wanted, how many match in all. */
    Uni<SessionPage> list(SessionQuery query);

    /**
     * Reads a session with everything that belongs to it.
     *
     * @return null when there is no such session
     */
    Uni<@Nullable StoredSession> find(String sessionId);
}
