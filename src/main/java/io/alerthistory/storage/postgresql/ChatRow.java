package io.alerthistory.storage.postgresql;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import org.jspecify.annotations.Nullable;

import io.alerthistory.chat.Chat;

/** A chat as it is stored. Its messages are counted by its session. */
@Entity
@Table(name = "chats")
class ChatRow {

    @Id
    String chatId;
    String sessionId;
    long createdAtUs;
    @Nullable
    String createdBy;

    static ChatRow of(Chat chat) {
        ChatRow row = new ChatRow();
        row.chatId = chat.chatId();
        row.sessionId = chat.sessionId();
        row.createdAtUs = chat.createdAtUs();
        row.createdBy = chat.createdBy();
        return row;
    }
}
