package io.alerthistory.chat;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import io.alerthistory.json.LongText;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A {@link ChatMessage} in a list.
 *
 * @param createdAtUs microseconds since the epoch
 * @param stageExecutionId the stage that was created for the response
 */
@RegisterForReflection // no resource returns it
public record ListedMessage(String messageId, String chatId, @Schema(implementation = String.class) LongText content,
        String author, long createdAtUs, @Nullable String stageExecutionId) {
}
