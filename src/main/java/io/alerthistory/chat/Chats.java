package io.alerthistory.chat;

import java.time.Clock;

import jakarta.enterprise.context.ApplicationScoped;

import io.alerthistory.error.ErrorCode;
import io.alerthistory.error.ProblemException;
import io.alerthistory.session.IdSource;
import io.alerthistory.session.Micros;
import io.alerthistory.session.RequestIds;
import io.alerthistory.session.Sessions;
import io.smallrye.mutiny.Uni;

/** What can be done with chats. */
@ApplicationScoped
class Chats {

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
    Uni<Chat> open(String sessionId, String author) {
        long now = Micros.now(clock);
        return store.open(new Chat(ids.current().next("chat", now), sessionId, now, author, 0))
                .onItem().ifNull().failWith(() -> Sessions.unknown(sessionId)).map(session -> {
                    if (session.chat() == null) {
                        throw new ProblemException(ErrorCode.INVALID_STATE, session.refusal());
                    }
                    return session.chat();
                });
    }

    /** @throws ProblemException 404 unknown session */
    Uni<ChatAvailability> availability(String sessionId) {
        return store.ofSession(sessionId).onItem().ifNull().failWith(() -> Sessions.unknown(sessionId))
                .map(ChatAvailability::of);
    }

    /** @throws ProblemException 404 unknown chat */
    Uni<Chat> chat(String chatId) {
        return store.find(chatId).onItem().ifNull().failWith(() -> unknown(chatId));
    }

    /** @throws ProblemException 404 unknown chat */
    Uni<ChatMessage> send(String chatId, CreateChatMessage request, String author) {
        IdSource made = ids.current();
        return chat(chatId).flatMap(chat -> {
            long now = Micros.now(clock);
            ChatMessage message = new ChatMessage(made.next("message", now), chatId, request.content(), author, now,
                    made.next("stage", now));
            return store.append(message, ChatAnswer.to(message, chat.sessionId())).onItem().ifNull()
                    .failWith(() -> unknown(chatId));
        });
    }

    /** @throws ProblemException 404 unknown chat */
    Uni<ChatMessages> messages(String chatId, MessageListParams params) {
        return store.messages(chatId, params.limit(), params.offset()).onItem().ifNull().failWith(() -> unknown(chatId));
    }

    private static ProblemException unknown(String chatId) {
        return new ProblemException(ErrorCode.CHAT_NOT_FOUND, "Chat " + chatId + " not found");
    }
}
