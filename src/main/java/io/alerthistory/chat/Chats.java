package io.alerthistory.chat;

import java.time.Clock;

import jakarta.enterprise.context.ApplicationScoped;

import io.alerthistory.error.ErrorCode;
import io.alerthistory.error.ProblemException;
import io.alerthistory.id.IdSource;
import io.alerthistory.request.RequestIds;
import io.alerthistory.session.Sessions;
import io.alerthistory.time.Micros;
import io.smallrye.mutiny.Uni;

/** What can be done with chats. */
@ApplicationScoped
public class Chats {

    private final ChatStore store;
    private final RequestIds ids;
    private final Clock clock;

    Chats(ChatStore store, RequestIds ids, Clock clock) {
        this.store = store;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Opens the chat of a session, or finds it.
     *
     * @throws ProblemException 404 unknown session, 400 one that has not ended
     */
    public Uni<Chat> open(String sessionId, String author) {
        long now = Micros.now(clock);
        return store.open(new Chat(ids.current().next("chat", now), sessionId, now, author, 0))
                .onItem().ifNull().failWith(() -> Sessions.unknown(sessionId)).map(session -> {
                    if (session.chat() == null) {
                        throw new ProblemException(ErrorCode.INVALID_STATE, session.refusal());
                    }
                    return session.chat();
                });
    }

    /**
     * Says whether a session can be chatted about.
     *
     * @throws ProblemException 404 unknown session
     */
    public Uni<ChatAvailability> availability(String sessionId) {
        return store.ofSession(sessionId).onItem().ifNull().failWith(() -> Sessions.unknown(sessionId))
                .map(ChatAvailability::of);
    }

    /**
     * Reads a chat.
     *
     * @throws ProblemException 404 unknown chat
     */
    public Uni<Chat> chat(String chatId) {
        return store.find(chatId).onItem().ifNull().failWith(() -> unknown(chatId));
    }

    /**
     * Stores a message together with the stage in which an agent responds to it.
     *
     * @throws ProblemException 404 unknown chat
     */
    public Uni<ChatMessage> send(String chatId, CreateChatMessage request, String author) {
        IdSource made = ids.current();
        return chat(chatId).flatMap(chat -> {
            long now = Micros.now(clock);
            ChatMessage message = new ChatMessage(made.next("message", now), chatId, request.content(), author, now,
                    made.next("stage", now));
            return store.append(message, ResponseStage.to(message, chat.sessionId())).onItem().ifNull()
                    .failWith(() -> unknown(chatId));
        });
    }

    /**
     * Reads some messages, the oldest first.
     *
     * @throws ProblemException 404 unknown chat
     */
    public Uni<ChatMessages> messages(String chatId, long limit, long offset) {
        return store.messages(chatId, limit, offset).onItem().ifNull().failWith(() -> unknown(chatId));
    }

    private static ProblemException unknown(String chatId) {
        return new ProblemException(ErrorCode.CHAT_NOT_FOUND, "Chat " + chatId + " not found");
    }
}
