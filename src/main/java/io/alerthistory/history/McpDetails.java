package io.alerthistory.history;

import java.util.Map;
import java.util.Objects;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import io.alerthistory.interaction.McpCommunicationType;
import io.alerthistory.interaction.McpInteraction;
import io.alerthistory.json.JsonText;
import io.alerthistory.json.LongText;
import io.alerthistory.json.StoredText;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** The {@code details} of a tool call on the timeline. Tarsy's clients expect empty values here, not nulls. */
@RegisterForReflection // only an Object refers to it
public record McpDetails(String toolName, String serverName, McpCommunicationType communicationType, JsonText toolArguments,
        JsonText toolResult, JsonText availableTools, boolean success,
        @Schema(implementation = String.class) @Nullable LongText errorMessage, long durationMs,
        boolean truncated) {

    static McpDetails of(McpInteraction mcp, Map<String, StoredText> large) {
        return new McpDetails(Objects.requireNonNullElse(mcp.toolName(), ""), mcp.serverName(), mcp.communicationType(),
                Objects.requireNonNullElse(mcp.toolArguments(), JsonText.EMPTY_OBJECT),
                Objects.requireNonNullElse(mcp.toolResult(), JsonText.EMPTY_OBJECT),
                Objects.requireNonNullElse(mcp.availableTools(), JsonText.EMPTY_OBJECT), mcp.call().success(),
                LongText.of(mcp.call().errorMessage(), large.get("error_message")),
                mcp.call().durationMs(), mcp.call().truncated());
    }
}
