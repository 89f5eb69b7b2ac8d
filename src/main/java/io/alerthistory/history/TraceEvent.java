package io.alerthistory.history;

import java.util.Objects;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import io.alerthistory.interaction.InteractionKind;

/**
 * A {@link TimelineEvent} without its payloads.
 *
 * @param eventId the same as id
 * @param timestampUs the end of the call, microseconds since the epoch
 * @param stepDescription the first {@link TraceQuery#MAX_DESCRIPTION} characters
 * @param durationMs milliseconds
 * @param stageExecutionId "unknown" when the interaction belongs to no stage
 * @param seq its number in the session, in the order of arrival
 * @param payloadBytes how long its payloads are together, in bytes of UTF-8
 * @param details an {@link LlmOutline} or {@link McpOutline}
 */
public record TraceEvent(String id, String eventId, long timestampUs, String stepDescription, long durationMs,
        String stageExecutionId, InteractionKind type, long seq, long payloadBytes,
        @Schema(oneOf = {
                LlmOutline.class, McpOutline.class }) Object details){

    /**
     * Makes an event of a call to a model.
     *
     * @param stageExecutionId null when it belongs to no stage
     */
    public static TraceEvent of(String id, long timestampUs, long durationMs, @Nullable String stageExecutionId, long seq,
            long payloadBytes, LlmOutline details) {
        return of(id, timestampUs, TimelineEvent.description(details.modelName()), durationMs, stageExecutionId,
                InteractionKind.LLM, seq, payloadBytes, details);
    }

    /**
     * Makes an event of a call to a tool.
     *
     * @param description null when none was recorded
     * @param stageExecutionId null when it belongs to no stage
     */
    public static TraceEvent of(String id, long timestampUs, @Nullable String description, long durationMs,
            @Nullable String stageExecutionId, long seq, long payloadBytes, McpOutline details) {
        return of(id, timestampUs, description != null ? description
                : TimelineEvent.description(details.communicationType(), details.toolName(), details.serverName()), durationMs,
                stageExecutionId, InteractionKind.MCP, seq, payloadBytes, details);
    }

    private static TraceEvent of(String id, long timestampUs, String description, long durationMs,
            @Nullable String stageExecutionId, InteractionKind type, long seq, long payloadBytes, Object details) {
        return new TraceEvent(id, id, timestampUs, description, durationMs,
                Objects.requireNonNullElse(stageExecutionId, TimelineEvent.NO_STAGE), type, seq, payloadBytes, details);
    }
}
