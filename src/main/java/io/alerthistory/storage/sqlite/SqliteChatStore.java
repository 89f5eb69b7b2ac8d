package io.alerthistory.storage.sqlite;

import java.util.List;
import java.util.Optional;

import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;

import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

import io.alerthistory.audit.AuditEntry;
import io.alerthistory.chat.Chat;
import io.alerthistory.chat.ChatMessage;
import io.alerthistory.chat.ChatMessages;
import io.alerthistory.chat.ChatStore;
import io.alerthistory.chat.ResponseStage;
import io.alerthistory.chat.ResponseState;
import io.alerthistory.chat.SessionChat;
import io.alerthistory.json.JsonName;
import io.alerthistory.observe.QueryName;
import io.alerthistory.session.StageExecution;
import io.alerthistory.session.StageStatus;
import io.alerthistory.storage.mapping.ChatQueries;
import io.alerthistory.storage.mapping.Tables;
import io.smallrye.mutiny.Uni;

/** Chats on SQLite. */
@Singleton
@Typed(SqliteChatStore.class)
public class SqliteChatStore implements ChatStore {

    private static final String OF_SESSION = ChatQueries.ofSession(SqliteDialect.INSTANCE);
    private static final String BY_ID = ChatQueries.byId(SqliteDialect.INSTANCE);
    private static final String MESSAGES = ChatQueries.messages(SqliteDialect.INSTANCE);

    private static final String MESSAGE = ChatQueries.message(SqliteDialect.INSTANCE);

    private static final String RESPONSE = """
            select session_id, status
            from stage_executions
            where execution_id = :id and chat_id is not null""";

    private static final String COUNT = """
            update alert_sessions
            set chat_message_count = chat_message_count + 1, version = version + 1
            where session_id = :id
            returning session_id""";

    private final SqliteDatabase database;

    SqliteChatStore(SqliteDatabase database) {
        this.database = database;
    }

    @Override
    public Uni<@Nullable SessionChat> open(Chat candidate, AuditEntry entry) {
        return database.<@Nullable SessionChat> write(QueryName.CHAT_OPEN, handle -> {
            SessionChat session = ofSession(handle, candidate.sessionId());
            if (session == null || session.chat() != null || !session.isOpenToChat()) {
                return session;
            }
            SqliteSql.bind(handle.createUpdate(SqliteSql.insert(Tables.CHATS)), Tables.CHATS, candidate).execute();
            SqliteAudit.append(handle, entry);
            return new SessionChat(session.status(), session.modelCalls(), candidate);
        });
    }

    @Override
    public Uni<@Nullable SessionChat> ofSession(String sessionId) {
        return database.<@Nullable SessionChat> read(QueryName.CHAT_READ, handle -> ofSession(handle, sessionId));
    }

    @Override
    public Uni<@Nullable Chat> find(String chatId) {
        return database.<@Nullable Chat> read(QueryName.CHAT_READ, handle -> handle.createQuery(BY_ID).bind("p1", chatId)
                .map(SqliteRow.mapper(Tables.CHATS.reader())).findOne().orElse(null));
    }

    @Override
    public Uni<@Nullable ResponseState> response(String executionId) {
        return database.<@Nullable ResponseState> read(QueryName.CHAT_READ, handle -> handle.createQuery(RESPONSE)
                .bind("id", executionId).map(SqliteRow.mapper(row -> new ResponseState(row.text("session_id"),
                        JsonName.stored(StageStatus.class, row.text("status")))))
                .findFirst().orElse(null));
    }

    @Override
    public Uni<@Nullable ChatMessage> append(ChatMessage message, StageExecution answer, AuditEntry entry) {
        return database.<@Nullable ChatMessage> write(QueryName.CHAT_MESSAGE_APPEND,
                handle -> message(handle, message.messageId())
                        .orElseGet(() -> appended(handle, message, answer, entry)));
    }

    private static Optional<ChatMessage> message(Handle handle, String messageId) {
        return handle.createQuery(MESSAGE).bind("p1", messageId).bind("p2", ResponseStage.STAGE_ID)
                .map(SqliteRow.mapper(Tables.CHAT_MESSAGES.reader())).findOne();
    }

    private static @Nullable ChatMessage appended(Handle handle, ChatMessage message, StageExecution answer,
            AuditEntry entry) {
        if (handle.createQuery(COUNT).bind("id", answer.sessionId).mapTo(String.class).findOne().isEmpty()) {
            return null;
        }
        SqliteSql.bind(handle.createUpdate(SqliteSql.insert(Tables.CHAT_MESSAGES)), Tables.CHAT_MESSAGES, message).execute();
        SqliteSql.bind(handle.createUpdate(SqliteSql.insert(Tables.STAGES)), Tables.STAGES, answer).execute();
        SqliteTouchedDays.ofSessions(handle, List.of(answer.sessionId));
        SqliteAudit.append(handle, entry);
        return message;
    }

    @Override
    public Uni<@Nullable ChatMessages> messages(String chatId, long limit, long offset) {
        return database.<@Nullable ChatMessages> read(QueryName.CHAT_MESSAGES,
                handle -> ChatQueries.page(chatId, handle.createQuery(MESSAGES)
                        .bind("p1", chatId).bind("p2", limit).bind("p3", offset).bind("p4", ResponseStage.STAGE_ID)
                        .map(SqliteRow.mapper(ChatQueries::messageRow)).list()));
    }

    private static @Nullable SessionChat ofSession(Handle handle, String sessionId) {
        return handle.createQuery(OF_SESSION).bind("p1", sessionId).map(SqliteRow.mapper(ChatQueries::sessionChat)).findOne()
                .orElse(null);
    }
}
