package io.alerthistory.session;

import org.jspecify.annotations.Nullable;

/**
 * What identifies a stored session, the state it is in, and its counters: enough to recognise a repeat and to append.
 *
 * @param completedAtUs microseconds since the epoch; null while the session runs
 * @param contentDigest of the body that created it
 * @param counters an append moves them
 */
public record SessionHead(String sessionId, @Nullable String alertId, SessionStatus status, @Nullable Long completedAtUs,
        String contentDigest, long version, SessionCounters counters) {

    /** The head of a session, with the same counters. */
    public static SessionHead of(AlertSession session) {
        return of(session, session.counters);
    }

    /** The head of a new session, with counters of its own. */
    public static SessionHead ofNew(AlertSession session) {
        return of(session, new SessionCounters());
    }

    private static SessionHead of(AlertSession session, SessionCounters counters) {
        return new SessionHead(session.sessionId, session.alertId, session.status, session.completedAtUs,
                session.contentDigest, session.version, counters);
    }

    /** The head of the next version. */
    public SessionHead changed() {
        return new SessionHead(sessionId, alertId, status, completedAtUs, contentDigest, version + 1, counters);
    }
}
