package io.alerthistory.chat;

import java.util.List;

/**
 * A page of a chat's messages.
 *
 * @param messages the oldest first
 * @param totalCount the number of all messages of the chat
 */
public record ChatMessages(List<ListedMessage> messages, long totalCount, String chatId) {
}
