package io.alerthistory.review;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongFunction;

import org.jspecify.annotations.Nullable;

import io.alerthistory.audit.AuditEntry;
import io.smallrye.mutiny.Uni;

/** Where reviews and scores are kept. Every method is one transaction. */
public interface ReviewStore {

    /**
     * Lets a rule decide about each of some sessions, whose rows are locked, and stores what it changes.
     *
     * @param sessionIds each once
     * @param entry the entry of the audit log for a decision that is a change
     * @return the decisions by session; without those of unknown sessions
     */
    Uni<Map<String, ReviewDecision>> change(List<String> sessionIds, Function<ReviewedSession, ReviewDecision> rule,
            Function<ReviewDecision, AuditEntry> entry);

    /** Reads the review of a session; null when there is no such session. */
    Uni<@Nullable SessionReview> find(String sessionId);

    /**
     * Adds a score to a session, which then is its latest one.
     *
     * @param next makes the score of the number of those before it; what it throws fails the call, and nothing is stored
     * @return null when there is no such session
     */
    Uni<@Nullable SessionScore> addScore(String sessionId, LongFunction<SessionScore> next);

    /** Reads the scores of a session, the latest first; null when there is no such session. */
    Uni<@Nullable List<SessionScore>> scores(String sessionId);
}
