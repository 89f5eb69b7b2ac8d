package io.alerthistory.chat;

import org.jspecify.annotations.Nullable;

import io.alerthistory.audit.AuditEntry;
import io.alerthistory.session.StageExecution;
import io.smallrye.mutiny.Uni;

/** The port for chats. Every method that writes is one transaction, and completes when it is durable. */
public interface ChatStore {

    /**
     * Stores the chat of a session that has ended and has none.
     *
     * @param entry is written with the chat
     * @return the session with its chat, which an earlier call may have stored, or without one when the session has not
     *         ended; null when there is no such session
     */
    Uni<@Nullable SessionChat> open(Chat candidate, AuditEntry entry);

    /**
     * Reads the status of a session and its chat.
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
     * Finds a stage that belongs to a chat, in whichever session.
     *
     * @return null when there is no such stage, or it belongs to no chat
     */
    Uni<@Nullable ResponseState> response(String executionId);

    /**
     * Stores a message and the stage for its response. Adds the message to the session's counter, and increments the
     * session's version, because the session shows the stage.
     *
     * @param message of a chat of the stage's session
     * @param entry is written with the message
     * @return the message stored under its id, which an earlier attempt may have stored; null when there is no such
     *         session any more
     */
    Uni<@Nullable ChatMessage> append(ChatMessage message, StageExecution response, AuditEntry entry);

    /**
     * Reads a page of a chat's messages, ordered by time and id.
     *
     * @param limit the maximum number of messages
     * @param offset the number of messages to skip
     * @return null when there is no such chat
     */
    Uni<@Nullable ChatMessages> messages(String chatId, long limit, long offset);
}
