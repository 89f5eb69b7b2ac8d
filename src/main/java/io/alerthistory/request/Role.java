package io.alerthistory.request;

import com.fasterxml.jackson.annotation.JsonValue;

import io.alerthistory.json.JsonName;

/** What a caller may do. The table of routes says which role each of them needs. */
public enum Role implements JsonName {

    /** Reads everything but keys and the audit log. */
    VIEWER,
    /** Sends alerts, and reads nothing. */
    INGEST,
    /** Records sessions, stages and interactions, and reads what it needs for that. */
    AGENT,
    /** Reads like a viewer; submits alerts, cancels, resumes, chats, acknowledges and holds. */
    OPERATOR,
    /** May do everything. */
    ADMIN;

    @Override
    @JsonValue
    public String jsonName() {
        return JsonName.super.jsonName();
    }

    /** Whether who has this role may do what another role may. */
    public boolean includes(Role other) {
        return this == other || this == ADMIN || (this == OPERATOR && other == VIEWER);
    }
}
