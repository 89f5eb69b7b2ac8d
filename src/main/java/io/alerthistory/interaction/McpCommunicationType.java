package io.alerthistory.interaction;

import com.fasterxml.jackson.annotation.JsonValue;

import io.alerthistory.json.WireName;

/** What was asked of a tool server. */
public enum McpCommunicationType implements WireName {
    TOOL_LIST,
    TOOL_CALL;

    @JsonValue
    @Override
    public String wire() {
        return WireName.super.wire();
    }
}
