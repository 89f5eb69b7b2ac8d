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

    static final String MESSAGES = "messages";
    static final JsonText NO_MESSAGES = new JsonText("[]");

    /** The messages of what was recorded, which may have anything under that name. */
    public static JsonText messages(JsonText recorded) {
        JsonText found = recorded.member(MESSAGES);
        return found == null || !found.isArray() ? NO_MESSAGES : found;
    }

    /** The same with the messages that were found in what was recorded. */
    Conversation with(JsonText found) {
        return new Conversation(modelName, provider, timestampUs, inputTokens, outputTokens, totalTokens, found);
    }
}
