package io.alerthistory.review;

import com.fasterxml.jackson.annotation.JsonValue;

import io.alerthistory.json.JsonName;

/** What a person does with a review. */
public enum ReviewAction implements JsonName {
    /** Takes it, so that nobody else begins the same. */
    CLAIM,
    /** Gives it back. */
    UNCLAIM,
    /** Ends it with a rating. */
    COMPLETE,
    /** Asks for another one; the rating and the feedback are removed. */
    REOPEN;

    @JsonValue
    @Override
    public String jsonName() {
        return JsonName.super.jsonName();
    }
}
