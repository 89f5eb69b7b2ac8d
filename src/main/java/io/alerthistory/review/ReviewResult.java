package io.alerthistory.review;

import com.fasterxml.jackson.annotation.JsonValue;

import io.alerthistory.json.JsonName;

/** What became of an action on one session. */
public enum ReviewResult implements JsonName {
    CHANGED,
    /** The review is as the action would leave it. */
    UNCHANGED,
    REFUSED;

    @JsonValue
    @Override
    public String jsonName() {
        return JsonName.super.jsonName();
    }
}
