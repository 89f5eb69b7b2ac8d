package io.alerthistory.history;

import java.util.Map;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import io.alerthistory.interaction.Call;
import io.alerthistory.interaction.LlmInteraction;
import io.alerthistory.interaction.LlmInteractionType;
import io.alerthistory.json.JsonText;
import io.alerthistory.json.LongText;
import io.alerthistory.json.StoredText;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * The {@code details} of a call to a language model on the timeline: every column of the interaction.
 *
 * @param timestampUs the end of the call, microseconds since the epoch
 * @param durationMs milliseconds
 * @param conversation an object with {@code messages: [{role, content}]}
 * @param truncated whether a payload was truncated at the client's request
 */
@RegisterForReflection // only an Object refers to it
@Schema(name = "LlmInteraction")
public record LlmDetails(
        String interactionId,
        String sessionId,
        @Nullable String stageExecutionId,
        long timestampUs,
        long durationMs,
        boolean success,
        @Schema(implementation = String.class) @Nullable LongText errorMessage,
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
        @Schema(implementation = String.class) @Nullable LongText thinkingContent,
        boolean truncated) {

    static LlmDetails of(LlmInteraction llm, Map<String, StoredText> large) {
        Call call = llm.call();
        return new LlmDetails(call.id(), call.sessionId(), call.stageExecutionId(), call.timestampUs(),
                call.durationMs(), call.success(), LongText.of(call.errorMessage(), large.get("error_message")),
                llm.modelName(), llm.provider(), llm.temperature(), llm.conversation(), llm.tokens().input(),
                llm.tokens().output(), llm.tokens().total(), llm.responseMetadata(), llm.nativeToolsConfig(),
                llm.interactionType(), llm.mcpEventId(),
                LongText.of(llm.thinkingContent(), large.get("thinking_content")), call.truncated());
    }
}
