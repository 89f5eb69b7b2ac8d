package io.alerthistory.history;

import org.jspecify.annotations.Nullable;

import io.alerthistory.interaction.LlmInteractionType;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * The {@code details} of a call to a language model in a trace: those of {@link LlmDetails} that are short.
 *
 * @param truncated whether a payload was truncated at the client's request
 */
@RegisterForReflection // only an Object refers to it
public record LlmOutline(String modelName, @Nullable String provider, LlmInteractionType interactionType,
        @Nullable Long inputTokens, @Nullable Long outputTokens, @Nullable Long totalTokens, @Nullable String mcpEventId,
        boolean success, boolean truncated) {
}
