package io.alerthistory.chat;

import org.jspecify.annotations.Nullable;

/**
 * A user's message.
 *
 * @param createdAtUs microseconds since the epoch
 * @param stageExecutionId the stage that was created for the response
 */
public record ChatMessage(String messageId, String chatId, String content, String author, long createdAtUs,
        @Nullable String stageExecutionId) {
}
