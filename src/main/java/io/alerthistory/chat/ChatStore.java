package io.alerthistory.chat;

import org.jspecify.annotations.Nullable;

import io.alerthistory.session.StageExecution;
import io.smallrye.mutiny.Uni;

/** Where chats are kept. Every writing method is one transaction, and done when it is durable. */
public interface ChatStore {

    /**
     * Stores the chat of a session that has ended and has none.
     *
     * @return the session's chat, whoever made it, or none when the session has not ended; null when there is no such session
     */
    Uni<@Nullable SessionChat> open(Chat candidate);

    /**
     * Reads the state of a session and its chat.
     *
     * @return null when there is no such session
     */
    Uni<@Nullable SessionChat> ofSession(String sessionId);

    /**
     * Reads a chat.
     *
     * @return null when there is no such chat
     */
    Uni<@Nullable Chat> find(String chatId);

    /**
     * Stores a message with the stage that is to answer it, and counts both on the session: a message, and a new version,
     * because the session shows the stage.
     *
     * @param message of a chat of the stage's session
     * @return what is stored under its id, which an earlier attempt may have stored; null when there is no such session any
     *         more
     */
    Uni<@Nullable ChatMessage> append(ChatMessage message, StageExecution answer);

    /**
     * Reads some messages of a chat, the oldest first; those of the same instant by their id.
     *
     * @param limit how many at most
     * @param offset how many to leave out
     * @return null when there is no such chat
     */
    Uni<@Nullable ChatMessages> messages(String chatId, long limit, long offset);
}
