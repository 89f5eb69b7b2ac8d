package io.alerthistory.storage.postgresql;

import java.util.ArrayList;
import java.util.List;

import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import io.alerthistory.chat.Chat;
import io.alerthistory.chat.ChatMessage;
import io.alerthistory.chat.ChatMessages;
import io.alerthistory.chat.ChatStore;
import io.alerthistory.chat.ResponseStage;
import io.alerthistory.chat.SessionChat;
import io.alerthistory.observe.QueryName;
import io.alerthistory.session.StageExecution;
import io.alerthistory.storage.mapping.ChatQueries;
import io.alerthistory.storage.mapping.Tables;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;

/** Chats on PostgreSQL: single statements through the pool. */
@Singleton
@Typed(PostgresChatStore.class)
public class PostgresChatStore implements ChatStore {

    private static final String OF_SESSION = ChatQueries.ofSession(PostgresSql::placeholder);
    private static final String BY_ID = ChatQueries.byId(PostgresSql::placeholder);
    private static final String MESSAGES = ChatQueries.messages(PostgresSql::placeholder);

    /**
     * The lock keeps the session from being deleted before the row refers to it. Who comes second waits and then does nothing.
     */
    private static final String OPEN = "insert into chats (" + Tables.CHATS.names() + ") select "
            + PostgresSql.values(Tables.CHATS, 2) + " from alert_sessions where session_id = $1 and completed_at_us is not null"
            + " for key share on conflict (session_id) do nothing";

    private static final String MESSAGE = ChatQueries.message(PostgresSql::placeholder);

    /** The lock as above. Of a message that is there nothing is written. */
    private static final String APPEND = "with message as (insert into chat_user_messages (" + Tables.CHAT_MESSAGES.names()
            + ") select " + PostgresSql.values(Tables.CHAT_MESSAGES, 2) + " from alert_sessions where session_id = $1"
            + " for key share on conflict (message_id) do nothing returning message_id),"
            + " session as (update alert_sessions set chat_message_count = chat_message_count + 1, version = version + 1"
            + " where session_id = $1 and exists (select 1 from message))"
            + " insert into stage_executions (" + Tables.STAGES.names() + ") select "
            + PostgresSql.values(Tables.STAGES, 2 + Tables.CHAT_MESSAGES.columns().size())
            + " from message returning execution_id";

    private final PostgresDatabase database;

    PostgresChatStore(PostgresDatabase database) {
        this.database = database;
    }

    @Override
    public Uni<@Nullable SessionChat> open(Chat candidate) {
        return ofSession(candidate.sessionId()).flatMap(session -> {
            if (session == null || session.chat() != null || !session.isOpenToChat()) {
                return Uni.createFrom().item(session);
            }
            return database
                    .execute(QueryName.CHAT_OPEN, OPEN,
                            tuple(candidate.sessionId(), PostgresSql.row(Tables.CHATS, candidate)))
                    .flatMap(opened -> ofSession(candidate.sessionId()));
        });
    }

    @Override
    public Uni<@Nullable SessionChat> ofSession(String sessionId) {
        return database.query(QueryName.CHAT_READ, OF_SESSION, Tuple.of(sessionId))
                .map(rows -> PostgresRow.first(rows, ChatQueries::sessionChat));
    }

    @Override
    public Uni<@Nullable Chat> find(String chatId) {
        return database.query(QueryName.CHAT_READ, BY_ID, Tuple.of(chatId))
                .map(rows -> PostgresRow.first(rows, Tables.CHATS.reader()));
    }

    @Override
    public Uni<@Nullable ChatMessage> append(ChatMessage message, StageExecution answer) {
        List<Object> written = PostgresSql.row(Tables.CHAT_MESSAGES, message);
        written.addAll(PostgresSql.row(Tables.STAGES, answer));
        return database.execute(QueryName.CHAT_MESSAGE_APPEND, APPEND, tuple(answer.sessionId, written))
                .flatMap(stored -> PostgresRow.any(stored)
                        ? Uni.createFrom().item(message)
                        : database
                                .execute(QueryName.CHAT_MESSAGE_APPEND, MESSAGE,
                                        Tuple.of(message.messageId(), ResponseStage.STAGE_ID))
                                .map(rows -> PostgresRow.first(rows, Tables.CHAT_MESSAGES.reader())));
    }

    @Override
    public Uni<@Nullable ChatMessages> messages(String chatId, long limit, long offset) {
        return database.query(QueryName.CHAT_MESSAGES, MESSAGES, Tuple.of(chatId, limit, offset, ResponseStage.STAGE_ID))
                .map(rows -> ChatQueries.page(chatId, PostgresRow.list(rows, ChatQueries::messageRow)));
    }

    private static Tuple tuple(String sessionId, List<Object> row) {
        List<Object> values = new ArrayList<>(List.of(sessionId));
        values.addAll(row);
        return PostgresDatabase.tuple(values);
    }
}
