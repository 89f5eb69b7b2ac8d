package io.alerthistory.history;

import org.jspecify.annotations.Nullable;

import io.alerthistory.json.JsonText;

/**
 * What was said between an agent and a language model up to its last word.
 *
 * @param timestampUs the end of the last call, microseconds since the epoch
 * @param messages an array of {@code {role, content}} as it was recorded; empty when the call recorded none
 */
public record Conversation(String modelName, @Nullable String provider, long timestampUs, @Nullable Long inputTokens,
        @Nullable Long outputTokens, @Nullable Long totalTokens, JsonText messages) {
}
