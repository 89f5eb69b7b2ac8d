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

/** A call to a language model as a line of a bulk upload. */
@RegisterForReflection // a document refers to it
public record ExportedLlm(String type, String sessionId, String interactionId, @Nullable String stageExecutionId,
        long timestampUs,
        long durationMs, boolean success, @Schema(implementation = String.class) @Nullable LongText errorMessage,
        String modelName, @Nullable String provider,
        @Nullable Double temperature, @Nullable JsonText conversation, @Nullable Long inputTokens,
        @Nullable Long outputTokens, @Nullable Long totalTokens, @Nullable JsonText responseMetadata,
        @Nullable JsonText nativeToolsConfig, LlmInteractionType interactionType, @Nullable String mcpEventId,
        @Schema(implementation = String.class) @Nullable LongText thinkingContent) {

    static ExportedLlm of(LlmInteraction llm, Map<String, StoredText> large) {
        Call call = llm.call();
        return new ExportedLlm("llm", call.sessionId(), call.id(), call.stageExecutionId(), call.timestampUs(),
                call.durationMs(), call.success(), LongText.of(call.errorMessage(), large.get("error_message")),
                llm.modelName(), llm.provider(), llm.temperature(), llm.conversation(), llm.tokens().input(),
                llm.tokens().output(), llm.tokens().total(), llm.responseMetadata(), llm.nativeToolsConfig(),
                llm.interactionType(), llm.mcpEventId(),
                LongText.of(llm.thinkingContent(), large.get("thinking_content")));
    }
}
