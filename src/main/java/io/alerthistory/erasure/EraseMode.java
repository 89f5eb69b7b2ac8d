package io.alerthistory.erasure;

import com.fasterxml.jackson.annotation.JsonValue;

import io.alerthistory.json.JsonName;

/** What an erasure does to a session. */
public enum EraseMode implements JsonName {
    /** Deletes it with everything that belongs to it. */
    DELETE,
    /** Replaces payloads and texts, and keeps counters, times and identifiers. */
    REDACT;

    @JsonValue
    @Override
    public String jsonName() {
        return JsonName.super.jsonName();
    }
}
