package io.alerthistory.storage.postgresql;

import java.util.Objects;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import io.alerthistory.chat.Chat;
import io.alerthistory.chat.ChatMessage;
import io.alerthistory.chat.ResponseStage;
import io.alerthistory.chat.ResponseState;
import io.alerthistory.chat.SessionChat;
import io.alerthistory.session.SessionStatus;
import io.alerthistory.session.StageStatus;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;

/** Chats as entities. Each read is one statement that selects what is shown. */
@ApplicationScoped
class ChatRepository implements PanacheRepositoryBase<ChatRow, String> {

    private static final String WITH_COUNT = """
            select c.chatId, c.sessionId, c.createdAtUs, c.createdBy, s.chatMessageCount
            from ChatRow c
            join AlertSession s on s.sessionId = c.sessionId
            where c.chatId = ?1""";

    private static final String OF_SESSION = """
            select s.sessionId, s.status, s.counters.llmInteractionCount, s.chatMessageCount, c.chatId, c.createdAtUs, c.createdBy
            from AlertSession s
            left join ChatRow c on c.sessionId = s.sessionId
            where s.sessionId = ?1""";

    private static final String MESSAGE = """
            select m.messageId, m.chatId, m.content, m.author, m.createdAtUs,
                (select min(e.executionId)
                from StageExecution e
                where e.sessionId = c.sessionId and e.chatUserMessageId = m.messageId
                    and e.stageId = concat(?2, m.messageId))
            from ChatMessageRow m
            join ChatRow c on c.chatId = m.chatId
            where m.messageId = ?1""";

    /** By the identifier alone: a client that cancels a response does not name its session. */
    private static final String RESPONSE = """
            select e.sessionId, e.status
            from StageExecution e
            where e.executionId = ?1 and e.chatId is not null""";

    /** A chat with the number of its messages. */
    @RegisterForReflection
    record CountedChat(String chatId, String sessionId, long createdAtUs, @Nullable String createdBy, int messageCount) {

        Chat toChat() {
            return new Chat(chatId, sessionId, createdAtUs, Objects.requireNonNullElse(createdBy, Chat.NOBODY), messageCount);
        }
    }

    /** A session with its chat, whose values are null when there is none. */
    @RegisterForReflection
    record SessionWithChat(String sessionId, SessionStatus status, int modelCalls, int messageCount, @Nullable String chatId,
            @Nullable Long createdAtUs, @Nullable String createdBy) {

        SessionChat toSessionChat() {
            return new SessionChat(status, modelCalls, chatId == null || createdAtUs == null ? null
                    : new CountedChat(chatId, sessionId, createdAtUs, createdBy, messageCount).toChat());
        }
    }

    /** A message with the stage that responds to it. */
    @RegisterForReflection
    record AnsweredMessage(String messageId, String chatId, String content, String author, long createdAtUs,
            @Nullable String stageExecutionId) {

        ChatMessage toMessage() {
            return new ChatMessage(messageId, chatId, content, author, createdAtUs, stageExecutionId);
        }
    }

    /** A stage that belongs to a chat. */
    @RegisterForReflection
    record ResponseView(String sessionId, StageStatus status) {

        ResponseState toState() {
            return new ResponseState(sessionId, status);
        }
    }

    Uni<@Nullable Chat> findCounted(String chatId) {
        return find(WITH_COUNT, chatId).project(CountedChat.class).firstResult().onItem().ifNotNull()
                .transform(CountedChat::toChat);
    }

    /** The state of a session and its chat; null when there is no such session. */
    Uni<@Nullable SessionChat> findOfSession(String sessionId) {
        return find(OF_SESSION, sessionId).project(SessionWithChat.class).firstResult().onItem().ifNotNull()
                .transform(SessionWithChat::toSessionChat);
    }

    /** The state of a stage that belongs to a chat. */
    Uni<@Nullable ResponseState> findResponse(String executionId) {
        return find(RESPONSE, executionId).project(ResponseView.class).firstResult().onItem().ifNotNull()
                .transform(ResponseView::toState);
    }

    Uni<@Nullable ChatMessage> findMessage(String messageId) {
        return find(MESSAGE, messageId, ResponseStage.STAGE_ID).project(AnsweredMessage.class).firstResult().onItem()
                .ifNotNull().transform(AnsweredMessage::toMessage);
    }
}
