package io.alerthistory.interaction;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonIgnore;

import io.alerthistory.json.ContentDigest;
import io.alerthistory.json.JsonText;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A call to a language model. Its JSON is the {@code details} of a timeline event.
 *
 * @param timestampUs the end of the call, microseconds since the epoch
 * @param durationMs milliseconds
 * @param conversation an object with {@code messages: [{role, content}]}
 * @param seq its number in the session; the timeline event writes it, not this record's JSON
 * @param truncated whether a payload was truncated at the client's request
 */
@RegisterForReflection // the timeline refers to it only as Object
public record LlmInteraction(
        String interactionId,
        String sessionId,
        @Nullable String stageExecutionId,
        long timestampUs,
        long durationMs,
        boolean success,
        @Nullable String errorMessage,
        String modelName,
        @Nullable String provider,
        @Nullable Double temperature,
        @Nullable JsonText conversation,
        @Nullable Long inputTokens,
        @Nullable Long outputTokens,
        @Nullable Long totalTokens,
        @Nullable JsonText responseMetadata,
        @Nullable JsonText nativeToolsConfig,
        LlmInteractionType interactionType,
        @Nullable String mcpEventId,
        @Nullable String thinkingContent,
        boolean truncated,
        @JsonIgnore long seq) implements Interaction {

    @Override
    @JsonIgnore
    public String id() {
        return interactionId;
    }

    @Override
    public InteractionKind kind() {
        return InteractionKind.LLM;
    }

    @Override
    public LlmInteraction numbered(long number) {
        return new LlmInteraction(interactionId, sessionId, stageExecutionId, timestampUs, durationMs, success, errorMessage,
                modelName, provider, temperature, conversation, inputTokens, outputTokens, totalTokens, responseMetadata,
                nativeToolsConfig, interactionType, mcpEventId, thinkingContent, truncated, number);
    }

    @Override
    public String digest() {
        return new ContentDigest().add("session_id", sessionId).add("stage_execution_id", stageExecutionId)
                .add("duration_ms", durationMs).add("success", success)
                .add("error_message", errorMessage).add("model_name", modelName).add("provider", provider)
                .add("temperature", temperature).add("conversation", conversation).add("input_tokens", inputTokens)
                .add("output_tokens", outputTokens).add("total_tokens", totalTokens)
                .add("response_metadata", responseMetadata).add("native_tools_config", nativeToolsConfig)
                .add("interaction_type", interactionType).add("mcp_event_id", mcpEventId)
                .add("thinking_content", thinkingContent).hex();
    }
}
