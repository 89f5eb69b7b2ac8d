package io.alerthistory.episode.read;

import com.fasterxml.jackson.annotation.JsonValue;

import io.alerthistory.json.JsonName;

/** Whether an alert fires. */
public enum AlertState implements JsonName {
    FIRING,
    RESOLVED;

    /** The state of what has an end or none. */
    public static AlertState of(boolean firing) {
        return firing ? FIRING : RESOLVED;
    }

    @JsonValue
    @Override
    public String jsonName() {
        return JsonName.super.jsonName();
    }
}
