package io.alerthistory.chat;

import java.util.List;

/**
 * Some messages of a chat.
 *
 * @param messages the oldest first
 * @param totalCount how many the chat has in all
 */
public record ChatMessages(List<ListedMessage> messages, long totalCount, String chatId) {
}
