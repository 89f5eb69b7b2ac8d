package io.alerthistory.live;

import com.fasterxml.jackson.annotation.JsonValue;

import io.alerthistory.json.JsonName;

/** What an agent may tell of while it happens. */
public enum LiveTextType implements JsonName {
    /** What the investigation is doing. */
    PROGRESS("session.progress_update"),
    /** The text that a language model has written so far. */
    CHUNK("llm.stream.chunk"),
    /** A tool is called. */
    TOOL_CALL("mcp.tool_call.started");

    private final String type;

    LiveTextType(String type) {
        this.type = type;
    }

    @JsonValue
    @Override
    public String jsonName() {
        return type;
    }
}
