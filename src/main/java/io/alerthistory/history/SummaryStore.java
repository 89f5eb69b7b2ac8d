package io.alerthistory.history;

import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.smallrye.mutiny.Uni;

/** Where parts of sessions are read from; each method is one statement, and so sees one moment. */
public interface SummaryStore {

    /** Reads the figures of a session; null when there is no such session. */
    Uni<@Nullable SessionSummary> summary(String sessionId);

    /**
     * Reads what an investigation came to.
     *
     * @param wanted the conversations to read; no other is touched
     * @return null when there is no such session
     */
    Uni<@Nullable FinalAnalysis> finalAnalysis(String sessionId, Set<ConversationKind> wanted);

    /**
     * Finds the sessions that have not ended, the newest first.
     *
     * @param nowUs the end of their duration so far
     */
    Uni<List<ActiveSession>> active(long most, long nowUs);
}
