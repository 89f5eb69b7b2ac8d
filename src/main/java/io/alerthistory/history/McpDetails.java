package io.alerthistory.history;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

import io.alerthistory.interaction.McpCommunicationType;
import io.alerthistory.interaction.McpInteraction;
import io.alerthistory.json.JsonText;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** The {@code details} of a tool call on the timeline. Tarsy's clients expect empty values here, not nulls. */
@RegisterForReflection // only an Object refers to it
public record McpDetails(String toolName, String serverName, McpCommunicationType communicationType, JsonText toolArguments,
        JsonText toolResult, JsonText availableTools, boolean success, @Nullable String errorMessage, long durationMs,
        boolean truncated) {

    static McpDetails of(McpInteraction mcp) {
        return new McpDetails(Objects.requireNonNullElse(mcp.toolName(), ""), mcp.serverName(), mcp.communicationType(),
                Objects.requireNonNullElse(mcp.toolArguments(), JsonText.EMPTY_OBJECT),
                Objects.requireNonNullElse(mcp.toolResult(), JsonText.EMPTY_OBJECT),
                Objects.requireNonNullElse(mcp.availableTools(), JsonText.EMPTY_OBJECT), mcp.success(), mcp.errorMessage(),
                mcp.durationMs(), mcp.truncated());
    }
}
