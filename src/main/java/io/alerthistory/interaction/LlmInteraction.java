package io.alerthistory.interaction;

import org.jspecify.annotations.Nullable;

import io.alerthistory.json.ContentDigest;
import io.alerthistory.json.JsonText;

/**
 * A call to a language model.
 *
 * @param conversation an object with {@code messages: [{role, content}]}
 * @param costNanoUsd billionths of a US dollar; null when it is not known
 */
public record LlmInteraction(
        Call call,
        String modelName,
        @Nullable String provider,
        @Nullable Double temperature,
        @Nullable JsonText conversation,
        Tokens tokens,
        @Nullable JsonText responseMetadata,
        @Nullable JsonText nativeToolsConfig,
        LlmInteractionType interactionType,
        @Nullable String mcpEventId,
        @Nullable String thinkingContent,
        @Nullable Long costNanoUsd) implements Interaction {

    /** A call whose cost is not known. */
    public LlmInteraction(Call call, String modelName, @Nullable String provider, @Nullable Double temperature,
            @Nullable JsonText conversation, Tokens tokens, @Nullable JsonText responseMetadata,
            @Nullable JsonText nativeToolsConfig, LlmInteractionType interactionType, @Nullable String mcpEventId,
            @Nullable String thinkingContent) {
        this(call, modelName, provider, temperature, conversation, tokens, responseMetadata, nativeToolsConfig,
                interactionType, mcpEventId, thinkingContent, null);
    }

    /** The same call with its cost. */
    LlmInteraction costing(@Nullable Long nanoUsd) {
        return new LlmInteraction(call, modelName, provider, temperature, conversation, tokens, responseMetadata,
                nativeToolsConfig, interactionType, mcpEventId, thinkingContent, nanoUsd);
    }

    @Override
    public InteractionKind kind() {
        return InteractionKind.LLM;
    }

    @Override
    public LlmInteraction numbered(long number) {
        return new LlmInteraction(call.numbered(number), modelName, provider, temperature, conversation, tokens,
                responseMetadata, nativeToolsConfig, interactionType, mcpEventId, thinkingContent, costNanoUsd);
    }

    /** Without the cost: a repeat is one, whatever models cost meanwhile. */
    @Override
    public String digest() {
        return new ContentDigest().add("session_id", sessionId()).add("stage_execution_id", stageExecutionId())
                .add("duration_ms", call.durationMs()).add("success", call.success())
                .add("error_message", call.errorMessage()).add("model_name", modelName).add("provider", provider)
                .add("temperature", temperature).add("conversation", conversation).add("input_tokens", tokens.input())
                .add("output_tokens", tokens.output()).add("total_tokens", tokens.total())
                .add("response_metadata", responseMetadata).add("native_tools_config", nativeToolsConfig)
                .add("interaction_type", interactionType).add("mcp_event_id", mcpEventId)
                .add("thinking_content", thinkingContent).hex();
    }
}
