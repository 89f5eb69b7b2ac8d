package io.alerthistory.review;

import com.fasterxml.jackson.annotation.JsonValue;

import io.alerthistory.json.JsonName;

/** Why an action on a review is refused. The names are part of the API. */
public enum ReviewRefusal implements JsonName {
    SESSION_NOT_FOUND,
    /** Only what has ended can be reviewed. */
    SESSION_NOT_ENDED,
    CLAIMED_BY_ANOTHER,
    /** It has to be reopened first. */
    ALREADY_REVIEWED;

    @JsonValue
    @Override
    public String jsonName() {
        return JsonName.super.jsonName();
    }
}
