package io.alerthistory.chat;

import java.time.Clock;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import io.alerthistory.audit.AuditAction;
import io.alerthistory.audit.AuditEntry;
import io.alerthistory.audit.Audits;
import io.alerthistory.error.ErrorCode;
import io.alerthistory.error.ProblemException;
import io.alerthistory.id.IdSource;
import io.alerthistory.redaction.Redaction;
import io.alerthistory.request.RequestIds;
import io.alerthistory.session.Sessions;
import io.alerthistory.time.Micros;
import io.smallrye.mutiny.Uni;

/** The use cases of chats. */
@ApplicationScoped
public class Chats {

    private final ChatStore store;
    private final Audits audits;
    private final RequestIds ids;
    private final Redaction redaction;
    private final Clock clock;

    Chats(ChatStore store, Audits audits, RequestIds ids, Redaction redaction, Clock clock) {
        this.redaction = redaction;
        this.store = store;
        this.audits = audits;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Opens the chat of a session, or finds the existing one.
     *
     * @throws ProblemException 404 when the session is unknown, 400 when it has not ended
     */
    public Uni<Chat> open(String sessionId, String author) {
        long now = Micros.now(clock);
        return store.open(new Chat(ids.current().next("chat", now), sessionId, now, author, 0),
                audits.entry(AuditAction.CHAT_OPEN, sessionId))
                .onItem().ifNull().failWith(() -> Sessions.unknown(sessionId)).map(session -> {
                    if (session.chat() == null) {
                        throw new ProblemException(ErrorCode.INVALID_STATE, session.refusal());
                    }
                    return session.chat();
                });
    }

    /**
     * Decides whether a chat about a session is possible.
     *
     * @throws ProblemException 404 when the session is unknown
     */
    public Uni<ChatAvailability> availability(String sessionId) {
        return store.ofSession(sessionId).onItem().ifNull().failWith(() -> Sessions.unknown(sessionId))
                .map(ChatAvailability::of);
    }

    /**
     * Reads a chat.
     *
     * @throws ProblemException 404 when it is unknown
     */
    public Uni<Chat> chat(String chatId) {
        return store.find(chatId).onItem().ifNull().failWith(() -> unknown(chatId));
    }

    /**
     * Stores a message together with the stage in which an agent responds to it.
     *
     * @throws ProblemException 404 when the chat is unknown
     */
    public Uni<ChatMessage> send(String chatId, CreateChatMessage request, String author) {
        IdSource made = ids.current();
        AuditEntry entry = audits.entry(AuditAction.CHAT_MESSAGE, chatId);
        String content = redaction.text(request.content());
        return chat(chatId).flatMap(chat -> {
            long now = Micros.now(clock);
            ChatMessage message = new ChatMessage(made.next("message", now), chatId, content, author, now,
                    made.next("stage", now));
            return store.append(message, ResponseStage.to(message, chat.sessionId()),
                    entry.with(Map.of("message_id", message.messageId(), "session_id", chat.sessionId()))).onItem().ifNull()
                    .failWith(() -> unknown(chatId));
        });
    }

    /**
     * Reads a page of messages, the oldest first.
     *
     * @throws ProblemException 404 when the chat is unknown
     */
    public Uni<ChatMessages> messages(String chatId, long limit, long offset) {
        return store.messages(chatId, limit, offset).onItem().ifNull().failWith(() -> unknown(chatId));
    }

    private static ProblemException unknown(String chatId) {
        return new ProblemException(ErrorCode.CHAT_NOT_FOUND, "Chat " + chatId + " not found");
    }
}
