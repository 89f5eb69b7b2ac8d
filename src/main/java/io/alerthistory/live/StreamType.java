package io.alerthistory.live;

import com.fasterxml.jackson.annotation.JsonValue;

import io.alerthistory.json.JsonName;

/** What a language model is writing. */
public enum StreamType implements JsonName {
    THOUGHT,
    NATIVE_THINKING,
    INTERMEDIATE_RESPONSE,
    FINAL_ANSWER,
    /** The summary of a tool's result. */
    SUMMARIZATION;

    @JsonValue
    @Override
    public String jsonName() {
        return JsonName.super.jsonName();
    }
}
