package io.alerthistory.interaction;

import com.fasterxml.jackson.annotation.JsonValue;

import io.alerthistory.json.JsonName;

/** A call to a language model, or to a tool over the Model Context Protocol. */
public enum InteractionKind implements JsonName {
    LLM,
    MCP;

    @JsonValue
    @Override
    public String jsonName() {
        return JsonName.super.jsonName();
    }
}
