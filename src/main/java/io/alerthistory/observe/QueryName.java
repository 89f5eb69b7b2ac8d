package io.alerthistory.observe;

import java.util.Locale;

/**
 * What the database is asked to do: a single statement, or the transaction that belongs together. The names are the label
 * {@code statement} of {@code alert_history_database_query_seconds}, so there are few of them, and they stay.
 */
public enum QueryName {
    /** A session by its identifiers, new or found. */
    SESSION_CREATE,
    /** A merge patch of a session. */
    SESSION_CHANGE,
    /** One page, with its count. */
    SESSION_LIST,
    /** A session with everything that belongs to it. */
    SESSION_DETAIL,
    /** Some interactions of a session whose response is being written. */
    TIMELINE,
    /** A piece of a long text of a response that is being written. */
    TEXT_PIECE,
    /** One row. */
    SESSION_SUMMARY,
    /** A session's last word, with the conversations that led to it. */
    FINAL_ANALYSIS,
    /** What waits and what is worked on. */
    ACTIVE_SESSIONS,
    /** A stage by its identifiers, new or found. */
    STAGE_CREATE,
    /** A merge patch of a stage. */
    STAGE_CHANGE,
    /** A stage as it is shown after a change. */
    STAGE_READ,
    /** A page of the stages of a large session. */
    STAGE_PAGE,
    /** Whether a stage is known, for an error that says so. */
    STAGE_EXISTS,
    /** Cancel, resume, cancel of an agent, end of an abandoned session. */
    INTERVENTION,
    /** One or many LLM or MCP interactions of one session. */
    INTERACTION_APPEND,
    /** The alerts of one notification. */
    ALERT_RECORD,
    /** A worker's question for a session. */
    CLAIM,
    /** A worker's sign of life. */
    HEARTBEAT,
    /** One batch of an upload. */
    BULK_BATCH,
    /** Types, agents, tools: what can be filtered by. */
    CATALOG,
    /** The chat of a session, new or found. */
    CHAT_OPEN,
    /** A chat. */
    CHAT_READ,
    /** A message and the stage that answers it. */
    CHAT_MESSAGE_APPEND,
    /** A page of messages. */
    CHAT_MESSAGES,
    /** A step of a request that carries an Idempotency-Key. */
    IDEMPOTENCY_KEY,
    /** One batch of sessions whose time has passed. */
    RETENTION,
    /** The search for sessions that were left alone. */
    ORPHANS,
    /** One batch of events or Idempotency-Keys whose time has passed. */
    EXPIRY,
    /** How the database is: asked for by health, metrics and readiness. */
    PROBE;

    /** In lower case, as the label shows it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
