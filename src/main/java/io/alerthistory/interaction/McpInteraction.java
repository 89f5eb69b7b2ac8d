package io.alerthistory.interaction;

import org.jspecify.annotations.Nullable;

import io.alerthistory.json.ContentDigest;
import io.alerthistory.json.JsonText;

/**
 * A call to a tool server over the Model Context Protocol.
 *
 * @param toolName never null for a tool_call
 */
public record McpInteraction(
        Call call,
        @Nullable String requestId,
        @Nullable String stepDescription,
        String serverName,
        McpCommunicationType communicationType,
        @Nullable String toolName,
        @Nullable JsonText toolArguments,
        @Nullable JsonText toolResult,
        @Nullable JsonText availableTools) implements Interaction {

    @Override
    public InteractionKind kind() {
        return InteractionKind.MCP;
    }

    @Override
    public McpInteraction numbered(long number) {
        return new McpInteraction(call.numbered(number), requestId, stepDescription, serverName, communicationType, toolName,
                toolArguments, toolResult, availableTools);
    }

    @Override
    public String digest() {
        return new ContentDigest().add("session_id", sessionId()).add("stage_execution_id", stageExecutionId())
                .add("request_id", requestId).add("duration_ms", call.durationMs()).add("success", call.success())
                .add("error_message", call.errorMessage())
                .add("step_description", stepDescription).add("server_name", serverName)
                .add("communication_type", communicationType).add("tool_name", toolName)
                .add("tool_arguments", toolArguments).add("tool_result", toolResult).add("available_tools", availableTools)
                .hex();
    }
}
