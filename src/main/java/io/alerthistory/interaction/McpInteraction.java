package io.alerthistory.interaction;

import org.jspecify.annotations.Nullable;

import io.alerthistory.json.ContentDigest;
import io.alerthistory.json.JsonText;

/**
 * A call to a tool server over the Model Context Protocol.
 *
 * @param timestampUs the end of the call, microseconds since the epoch
 * @param durationMs milliseconds
 * @param toolName never null for a tool_call
 * @param seq its number in the session
 * @param truncated whether a payload was truncated at the client's request
 */
public record McpInteraction(
        String communicationId,
        String sessionId,
        @Nullable String stageExecutionId,
        @Nullable String requestId,
        long timestampUs,
        long durationMs,
        boolean success,
        @Nullable String errorMessage,
        @Nullable String stepDescription,
        String serverName,
        McpCommunicationType communicationType,
        @Nullable String toolName,
        @Nullable JsonText toolArguments,
        @Nullable JsonText toolResult,
        @Nullable JsonText availableTools,
        boolean truncated,
        long seq) implements Interaction {

    @Override
    public String id() {
        return communicationId;
    }

    @Override
    public InteractionKind kind() {
        return InteractionKind.MCP;
    }

    @Override
    public McpInteraction numbered(long number) {
        return new McpInteraction(communicationId, sessionId, stageExecutionId, requestId, timestampUs, durationMs, success,
                errorMessage, stepDescription, serverName, communicationType, toolName, toolArguments, toolResult,
                availableTools, truncated, number);
    }

    @Override
    public String digest() {
        return new ContentDigest().add("session_id", sessionId).add("stage_execution_id", stageExecutionId)
                .add("request_id", requestId).add("duration_ms", durationMs).add("success", success)
                .add("error_message", errorMessage)
                .add("step_description", stepDescription).add("server_name", serverName)
                .add("communication_type", communicationType).add("tool_name", toolName)
                .add("tool_arguments", toolArguments).add("tool_result", toolResult).add("available_tools", availableTools)
                .hex();
    }
}
