package io.alerthistory.session;

import com.fasterxml.jackson.annotation.JsonValue;

import io.alerthistory.json.JsonName;

/** Whether a stage is one execution, or the parent or child of several at once. */
public enum ParallelType implements JsonName {
    SINGLE,
    MULTI_AGENT,
    REPLICA;

    @JsonValue
    @Override
    public String jsonName() {
        return JsonName.super.jsonName();
    }
}
