package io.alerthistory.chat;

import org.jspecify.annotations.Nullable;

/**
 * What a user wrote.
 *
 * @param createdAtUs microseconds since the epoch
 * @param stageExecutionId the stage that was made to answer it
 */
public record ChatMessage(String messageId, String chatId, String content, String author, long createdAtUs,
        @Nullable String stageExecutionId) {
}
