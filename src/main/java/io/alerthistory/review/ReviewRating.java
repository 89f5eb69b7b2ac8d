package io.alerthistory.review;

import com.fasterxml.jackson.annotation.JsonValue;

import io.alerthistory.json.JsonName;

/** How well an investigation found what had happened. */
public enum ReviewRating implements JsonName {
    ACCURATE,
    PARTIALLY_ACCURATE,
    INACCURATE;

    @JsonValue
    @Override
    public String jsonName() {
        return JsonName.super.jsonName();
    }
}
