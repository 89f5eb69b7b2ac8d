package io.alerthistory.history;

import io.alerthistory.interaction.McpCommunicationType;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * The {@code details} of a tool call in a trace: those of {@link McpDetails} that are short.
 *
 * @param toolName empty when there is none
 * @param truncated whether a payload was truncated at the client's request
 */
@RegisterForReflection // only an Object refers to it
public record McpOutline(String toolName, String serverName, McpCommunicationType communicationType, boolean success,
        boolean truncated) {
}
