package io.alerthistory.history;

import java.util.Comparator;
import java.util.Objects;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import io.alerthistory.interaction.Interaction;
import io.alerthistory.interaction.InteractionKind;
import io.alerthistory.interaction.LlmInteraction;
import io.alerthistory.interaction.McpCommunicationType;
import io.alerthistory.interaction.McpInteraction;

/**
 * One interaction on the timeline of a session.
 *
 * @param eventId the same as id
 * @param timestampUs the end of the call, microseconds since the epoch
 * @param durationMs milliseconds
 * @param stageExecutionId "unknown" when the interaction belongs to no stage
 * @param seq its number in the session, in the order of arrival
 * @param details an {@link LlmInteraction} or {@link McpDetails}
 */
public record TimelineEvent(String id, String eventId, long timestampUs, String stepDescription, @Nullable Long durationMs,
        String stageExecutionId, InteractionKind type, long seq,
        @Schema(oneOf = {
                LlmInteraction.class, McpDetails.class }) Object details){

    /** By time; of equal times the call to the model comes before the call to the tool. */
    static final Comparator<TimelineEvent> CHRONOLOGICAL = Comparator.comparingLong(TimelineEvent::timestampUs)
            .thenComparing(TimelineEvent::type).thenComparingLong(TimelineEvent::seq);

    static TimelineEvent of(LlmInteraction llm) {
        return of(llm, InteractionKind.LLM, "LLM analysis using " + llm.modelName(), llm.durationMs(), llm);
    }

    static TimelineEvent of(McpInteraction mcp) {
        return of(mcp, InteractionKind.MCP, description(mcp), mcp.durationMs(), McpDetails.of(mcp));
    }

    private static TimelineEvent of(Interaction interaction, InteractionKind type, String description, long durationMs,
            Object details) {
        return new TimelineEvent(interaction.id(), interaction.id(), interaction.timestampUs(), description, durationMs,
                Objects.requireNonNullElse(interaction.stageExecutionId(), "unknown"), type, interaction.seq(), details);
    }

    private static String description(McpInteraction mcp) {
        if (mcp.stepDescription() != null) {
            return mcp.stepDescription();
        }
        return mcp.communicationType() == McpCommunicationType.TOOL_LIST ? "Discover available tools from " + mcp.serverName()
                : "Execute " + mcp.toolName() + " via " + mcp.serverName();
    }
}
