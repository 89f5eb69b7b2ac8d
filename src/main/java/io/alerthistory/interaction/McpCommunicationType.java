package io.alerthistory.interaction;

import com.fasterxml.jackson.annotation.JsonValue;

import io.alerthistory.json.JsonName;

/** The kind of a request to a tool server. */
public enum McpCommunicationType implements JsonName {
    TOOL_LIST,
    TOOL_CALL;

    @JsonValue
    @Override
    public String jsonName() {
        return JsonName.super.jsonName();
    }
}
