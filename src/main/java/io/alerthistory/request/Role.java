package io.alerthistory.request;

/** What a caller may do. The table of routes says which role each of them needs. */
public enum Role {

    /** Reads everything but keys and the audit log. */
    VIEWER,
    /** Sends alerts, and reads nothing. */
    INGEST,
    /** Records sessions, stages and interactions, and reads what it needs for that. */
    AGENT,
    /** Reads like a viewer; submits alerts, cancels, resumes, chats, acknowledges and holds. */
    OPERATOR,
    /** May do everything. */
    ADMIN
}
