package io.alerthistory.interaction;

import com.fasterxml.jackson.annotation.JsonValue;

import io.alerthistory.json.WireName;

/** A call to a language model, or to a tool over the Model Context Protocol. */
public enum InteractionKind implements WireName {
    LLM,
    MCP;

    @JsonValue
    @Override
    public String wire() {
        return WireName.super.wire();
    }
}
