package io.alerthistory.session;

import com.fasterxml.jackson.annotation.JsonValue;

import io.alerthistory.json.WireName;

/** Whether a stage is one execution, or the parent or child of several at once. */
public enum ParallelType implements WireName {
    SINGLE,
    MULTI_AGENT,
    REPLICA;

    @JsonValue
    @Override
    public String wire() {
        return WireName.super.wire();
    }
}
