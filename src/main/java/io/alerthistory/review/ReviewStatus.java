package io.alerthistory.review;

import com.fasterxml.jackson.annotation.JsonValue;

import io.alerthistory.json.JsonName;

/** The states of a review. A session whose review nobody waits for has none. */
public enum ReviewStatus implements JsonName {
    /** The session has ended, and nobody has claimed it. */
    NEEDS_REVIEW,
    /** Somebody has claimed it. */
    IN_PROGRESS,
    REVIEWED;

    @JsonValue
    @Override
    public String jsonName() {
        return JsonName.super.jsonName();
    }
}
