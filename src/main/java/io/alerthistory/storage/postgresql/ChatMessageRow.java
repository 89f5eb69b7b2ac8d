package io.alerthistory.storage.postgresql;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A message of a chat as it is stored. The stage that responds to it is found by its name. */
@Entity
@Table(name = "chat_user_messages")
class ChatMessageRow {

    @Id
    String messageId;
    String chatId;
    String content;
    String author;
    long createdAtUs;
}
