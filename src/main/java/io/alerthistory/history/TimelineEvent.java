package io.alerthistory.history;

import java.util.Map;
import java.util.Objects;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import io.alerthistory.interaction.Interaction;
import io.alerthistory.interaction.InteractionKind;
import io.alerthistory.interaction.LlmInteraction;
import io.alerthistory.interaction.McpCommunicationType;
import io.alerthistory.interaction.McpInteraction;
import io.alerthistory.json.LongText;
import io.alerthistory.json.StoredText;

/**
 * One interaction on the timeline of a session.
 *
 * @param eventId the same as id
 * @param timestampUs the end of the call, microseconds since the epoch
 * @param durationMs milliseconds
 * @param stageExecutionId "unknown" when the interaction belongs to no stage
 * @param seq its number in the session, in the order of arrival
 * @param details an {@link LlmDetails} or {@link McpDetails}
 */
public record TimelineEvent(String id, String eventId, long timestampUs,
        @Schema(implementation = String.class) LongText stepDescription, @Nullable Long durationMs,
        String stageExecutionId, InteractionKind type, long seq,
        @Schema(oneOf = {
                LlmDetails.class, McpDetails.class }) Object details){

    /** The stage of an interaction that belongs to none. */
    static final String NO_STAGE = "unknown";

    static TimelineEvent of(StoredInteraction stored) {
        Map<String, StoredText> large = stored.large();
        if (stored.interaction() instanceof LlmInteraction llm) {
            return of(llm, InteractionKind.LLM, string(description(llm.modelName())), llm.call().durationMs(),
                    LlmDetails.of(llm, large));
        }
        McpInteraction mcp = (McpInteraction) stored.interaction();
        return of(mcp, InteractionKind.MCP, description(mcp, large), mcp.call().durationMs(), McpDetails.of(mcp, large));
    }

    private static TimelineEvent of(Interaction interaction, InteractionKind type, LongText description, long durationMs,
            Object details) {
        return new TimelineEvent(interaction.id(), interaction.id(), interaction.timestampUs(), description, durationMs,
                Objects.requireNonNullElse(interaction.stageExecutionId(), NO_STAGE), type, interaction.seq(), details);
    }

    private static LongText description(McpInteraction mcp, Map<String, StoredText> large) {
        LongText recorded = LongText.of(mcp.stepDescription(), large.get("step_description"));
        if (recorded != null) {
            return recorded;
        }
        return string(description(mcp.communicationType(), mcp.toolName(), mcp.serverName()));
    }

    /** The description of a call to a model. */
    static String description(String modelName) {
        return "LLM analysis using " + modelName;
    }

    /** The description of a tool call for which none was recorded. */
    static String description(McpCommunicationType type, @Nullable String toolName, String serverName) {
        return type == McpCommunicationType.TOOL_LIST ? "Discover available tools from " + serverName
                : "Execute " + toolName + " via " + serverName;
    }

    private static LongText string(String text) {
        return Objects.requireNonNull(LongText.of(text));
    }
}
