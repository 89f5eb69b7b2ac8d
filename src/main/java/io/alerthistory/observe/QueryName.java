package io.alerthistory.observe;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * A statement, or a transaction of several. The names are the label {@code statement} of {@code
 * alert_history_database_query_seconds}, so they are few and stable.
 */
public enum QueryName {
    /** Creates or finds a session. */
    SESSION_CREATE,
    /** Applies a merge patch to a session. */
    SESSION_CHANGE,
    /** Reads a page of sessions and their total. */
    SESSION_LIST,
    /** Reads a session with everything that belongs to it. */
    SESSION_DETAIL,
    /** Reads a page of a session's interactions while the response is written. */
    TIMELINE,
    /** Reads a piece of a long text while the response is written. */
    TEXT_PIECE,
    /** Reads one interaction. */
    INTERACTION_READ,
    /** Reads a window of a session's interactions without their payloads. */
    TRACE,
    /** Reads how far a session is. */
    SESSION_PROGRESS,
    /** Reads the summary of a session. */
    SESSION_SUMMARY,
    /** Reads a session's final analysis, with the conversations that led to it. */
    FINAL_ANALYSIS,
    /** Lists the pending sessions and those in progress. */
    ACTIVE_SESSIONS,
    /** Counts the sessions of a range of time, or finds its most frequent alert types. */
    SESSION_FIGURES,
    /** Creates or finds a stage. */
    STAGE_CREATE,
    /** Applies a merge patch to a stage. */
    STAGE_CHANGE,
    /** Reads a stage after a change. */
    STAGE_READ,
    /** A page of the stages of a large session. */
    STAGE_PAGE,
    /** Finds out whether a stage exists, for an error. */
    STAGE_EXISTS,
    /** Cancels or resumes a session, cancels an agent, or ends an orphaned session. */
    INTERVENTION,
    /** Appends interactions to a session. */
    INTERACTION_APPEND,
    /** Records the alerts of a notification. */
    ALERT_RECORD,
    /** Reads alerts, their episodes, transitions or notifications. */
    ALERT_READ,
    /** Acknowledges an alert, or takes that back. */
    ALERT_ACKNOWLEDGE,
    /** Ends episodes of alerts of which nothing was heard. */
    ALERT_LAPSES,
    /** Sums up days of the history of alerts. */
    ALERT_ROLLUP,
    /** Reads statistics of alerts. */
    ALERT_STATISTICS,
    /** Changes reviews, or adds a score. */
    REVIEW_CHANGE,
    /** Reads a review or scores. */
    REVIEW_READ,
    /** Adds up the tokens and the cost of calls to models. */
    USAGE,
    /** Claims a session for a worker. */
    CLAIM,
    /** Records a worker's heartbeat. */
    HEARTBEAT,
    /** Stores a batch of a bulk upload. */
    BULK_BATCH,
    /** Lists alert types, agents and tools. */
    CATALOG,
    /** Creates or finds the chat of a session. */
    CHAT_OPEN,
    /** Reads a chat. */
    CHAT_READ,
    /** Stores a message and the stage for its response. */
    CHAT_MESSAGE_APPEND,
    /** Reads a page of messages. */
    CHAT_MESSAGES,
    /** Begins or ends a request with an idempotency key. */
    IDEMPOTENCY_KEY,
    /** Reads or changes an access key. */
    ACCESS_KEY,
    /** Deletes a batch of sessions by retention. */
    RETENTION,
    /** Finds orphaned sessions. */
    ORPHANS,
    /** Deletes a batch of expired events or idempotency keys. */
    EXPIRY,
    /** Appends an entry to the audit log that has no transaction of another action. */
    AUDIT_APPEND,
    /** Reads the audit log: a page of it, or the next rows to verify. */
    AUDIT_READ,
    /** Deletes whole months of the audit log. */
    AUDIT_PRUNE,
    /** Finds, counts, deletes or redacts sessions that are erased on request. */
    ERASE,
    /** Reads, writes or moves events. */
    EVENTS,
    /** Writes, deletes or reads the heartbeats of replicas. */
    REPLICAS,
    /** Tests the database, with DATABASE_SELF_TESTS=true. */
    SELF_TEST,
    /** Reads the state of the database for health checks and metrics. */
    PROBE;

    private static final Set<QueryName> TELLING = EnumSet.of(SESSION_CREATE, SESSION_CHANGE, STAGE_CREATE, STAGE_CHANGE,
            INTERVENTION, INTERACTION_APPEND, ALERT_RECORD, ALERT_ACKNOWLEDGE, ALERT_LAPSES, CLAIM, BULK_BATCH, CHAT_OPEN,
            CHAT_MESSAGE_APPEND, ERASE,
            REVIEW_CHANGE);

    /** Run by a schedule, some of them each second, on tables that no request may be waiting for. */
    private static final Set<QueryName> BACKGROUND = EnumSet.of(RETENTION, ORPHANS, EXPIRY, AUDIT_PRUNE, EVENTS, REPLICAS,
            ALERT_LAPSES, ALERT_ROLLUP,
            SELF_TEST, PROBE);

    /** Whether what it writes may be told by an event. */
    public boolean writesEvents() {
        return TELLING.contains(this);
    }

    /** Whether a request waits for it, so that its end shows that the database serves requests. */
    boolean isOfRequest() {
        return !BACKGROUND.contains(this);
    }

    /** The label, in lower case. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
