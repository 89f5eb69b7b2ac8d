package io.alerthistory.interaction;

import io.alerthistory.json.WireName;

/** What was asked of a tool server. */
public enum McpCommunicationType implements WireName {
    TOOL_LIST,
    TOOL_CALL
}
