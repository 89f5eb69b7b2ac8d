package io.alerthistory.episode.read;

import com.fasterxml.jackson.annotation.JsonValue;

import io.alerthistory.json.JsonName;

/** By what alerts are sorted, the largest first. */
public enum AlertOrder implements JsonName {
    /** The last change. */
    CHANGED_AT_US,
    /** The start of the latest episode; 0 when there is none. */
    STARTS_AT_US,
    /** The number of episodes in the window. */
    EPISODES,
    /** How long it fired in the window. */
    FIRING_SECONDS;

    @JsonValue
    @Override
    public String jsonName() {
        return JsonName.super.jsonName();
    }
}
