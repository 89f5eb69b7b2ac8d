package io.alerthistory.history;

import java.util.Map;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import io.alerthistory.interaction.Call;
import io.alerthistory.interaction.McpCommunicationType;
import io.alerthistory.interaction.McpInteraction;
import io.alerthistory.json.JsonText;
import io.alerthistory.json.LongText;
import io.alerthistory.json.StoredText;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** A call to a tool server as a line of a bulk upload. */
@RegisterForReflection // a document refers to it
public record ExportedMcp(String type, String sessionId, String communicationId, @Nullable String requestId,
        @Schema(implementation = String.class) @Nullable LongText stepDescription, @Nullable String stageExecutionId,
        long timestampUs, long durationMs,
        boolean success, @Schema(implementation = String.class) @Nullable LongText errorMessage, String serverName,
        McpCommunicationType communicationType,
        @Nullable String toolName, @Nullable JsonText toolArguments, @Nullable JsonText toolResult,
        @Nullable JsonText availableTools) {

    static ExportedMcp of(McpInteraction mcp, Map<String, StoredText> large) {
        Call call = mcp.call();
        return new ExportedMcp("mcp", call.sessionId(), call.id(), mcp.requestId(),
                LongText.of(mcp.stepDescription(), large.get("step_description")), call.stageExecutionId(),
                call.timestampUs(), call.durationMs(), call.success(),
                LongText.of(call.errorMessage(), large.get("error_message")), mcp.serverName(), mcp.communicationType(),
                mcp.toolName(), mcp.toolArguments(), mcp.toolResult(), mcp.availableTools());
    }
}
