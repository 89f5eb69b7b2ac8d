package io.alerthistory.history;

import org.jspecify.annotations.Nullable;

import io.smallrye.mutiny.Uni;

/** Where the history is read from. */
public interface HistoryStore {

    /** @param nowUs the end of what still runs, for the sort by duration */
    Uni<SessionPage> list(SessionFilter filter, SessionSort sort, PageRequest page, long nowUs);

    /** @return null when there is no such session */
    Uni<@Nullable StoredSession> find(String sessionId);
}
