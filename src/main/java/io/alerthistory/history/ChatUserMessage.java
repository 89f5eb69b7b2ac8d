package io.alerthistory.history;

/** The chat message that a stage answers; {@code created_at_us} in microseconds since the epoch. */
public record ChatUserMessage(String messageId, String content, String author, long createdAtUs) {
}
