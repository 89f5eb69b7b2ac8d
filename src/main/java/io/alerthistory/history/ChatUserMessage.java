package io.alerthistory.history;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import io.alerthistory.json.LongText;

/** The chat message that a stage responds to; {@code created_at_us} in microseconds since the epoch. */
public record ChatUserMessage(String messageId, @Schema(implementation = String.class) LongText content, String author,
        long createdAtUs) {
}
