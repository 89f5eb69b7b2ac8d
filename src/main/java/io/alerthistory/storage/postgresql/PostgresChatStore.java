package io.alerthistory.storage.postgresql;

import java.util.ArrayList;
import java.util.List;

import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import io.alerthistory.audit.AuditEntry;
import io.alerthistory.chat.Chat;
import io.alerthistory.chat.ChatMessage;
import io.alerthistory.chat.ChatMessages;
import io.alerthistory.chat.ChatStore;
import io.alerthistory.chat.ResponseStage;
import io.alerthistory.chat.ResponseState;
import io.alerthistory.chat.SessionChat;
import io.alerthistory.observe.QueryName;
import io.alerthistory.session.StageExecution;
import io.alerthistory.storage.mapping.AlertSessionQueries;
import io.alerthistory.storage.mapping.ChatQueries;
import io.alerthistory.storage.mapping.Tables;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * Chats on PostgreSQL: entities, but for two statements.
 * <ul>
 * <li>A message is stored with its stage and its session's counter by one statement, so that a POST costs 2 and 3 of its
 * entry in the audit log (StatementsTest). As entities it would take 3 more, and hold the session's row for as many round
 * trips.</li>
 * <li>A page of messages and the number of all are one statement (StatementsTest), which leaves texts beyond 512 KB in the
 * database. As entities they would be 3, and a page of 100 messages may have 40 MB.</li>
 * </ul>
 */
@Singleton
@Typed(PostgresChatStore.class)
public class PostgresChatStore implements ChatStore {

    private static final String MESSAGES = ChatQueries.messages(PostgresDialect.INSTANCE);

    /**
     * The lock keeps the session from being deleted before the rows refer to it. Of a message that is there nothing is written.
     */
    private static final String APPEND = """
            with message as (
                insert into chat_user_messages (%s)
                select %s
                from alert_sessions
                where session_id = $1
                for key share
                on conflict (message_id) do nothing
                returning message_id),
            session as (
                update alert_sessions
                set chat_message_count = chat_message_count + 1, version = version + 1
                where session_id = $1 and exists (select 1 from message)),
            touched as (
                %s)
            insert into stage_executions (%s)
            select %s
            from message
            returning execution_id""".formatted(Tables.CHAT_MESSAGES.names(), PostgresSql.values(Tables.CHAT_MESSAGES, 2),
            AlertSessionQueries.touch("h.session_id = $1 and exists (select 1 from message)"), Tables.STAGES.names(),
            PostgresSql.values(Tables.STAGES, 2 + Tables.CHAT_MESSAGES.columns().size()));

    private final PostgresDatabase database;
    private final ChatRepository chats;
    private final PostgresAudit audit;

    PostgresChatStore(PostgresDatabase database, ChatRepository chats, PostgresAudit audit) {
        this.database = database;
        this.chats = chats;
        this.audit = audit;
    }

    /** A concurrent create of the same chat waits for the first one and fails, as does one whose session was deleted. */
    @Override
    public Uni<@Nullable SessionChat> open(Chat candidate, AuditEntry entry) {
        return ofSession(candidate.sessionId()).flatMap(session -> {
            if (session == null || session.chat() != null || !session.isOpenToChat()) {
                return Uni.createFrom().item(session);
            }
            return database.entities(QueryName.CHAT_OPEN,
                    () -> chats.persistAndFlush(ChatRow.of(candidate)).call(() -> audit.append(entry)))
                    .onFailure(PostgresFailures::isConcurrentChange).recoverWithNull()
                    .chain(() -> ofSession(candidate.sessionId()));
        });
    }

    @Override
    public Uni<@Nullable SessionChat> ofSession(String sessionId) {
        return database.readEntities(QueryName.CHAT_READ, () -> chats.findOfSession(sessionId));
    }

    @Override
    public Uni<@Nullable Chat> find(String chatId) {
        return database.readEntities(QueryName.CHAT_READ, () -> chats.findCounted(chatId));
    }

    @Override
    public Uni<@Nullable ResponseState> response(String executionId) {
        return database.readEntities(QueryName.CHAT_READ, () -> chats.findResponse(executionId));
    }

    @Override
    public Uni<@Nullable ChatMessage> append(ChatMessage message, StageExecution response, AuditEntry entry) {
        List<Object> written = new ArrayList<>(List.of(response.sessionId));
        written.addAll(PostgresSql.row(Tables.CHAT_MESSAGES, message));
        written.addAll(PostgresSql.row(Tables.STAGES, response));
        return database.transaction(QueryName.CHAT_MESSAGE_APPEND,
                connection -> connection.preparedQuery(APPEND).execute(PostgresDatabase.tuple(written))
                        .map(PostgresRow::any)
                        .call(isNew -> isNew ? audit.append(connection, entry) : Uni.createFrom().nullItem()))
                .flatMap(isNew -> isNew ? Uni.createFrom().item(message)
                        : database.readEntities(QueryName.CHAT_MESSAGE_APPEND,
                                () -> chats.findMessage(message.messageId())));
    }

    @Override
    public Uni<@Nullable ChatMessages> messages(String chatId, long limit, long offset) {
        return database.query(QueryName.CHAT_MESSAGES, MESSAGES, Tuple.of(chatId, limit, offset, ResponseStage.STAGE_ID))
                .map(rows -> ChatQueries.page(chatId, PostgresRow.list(rows, ChatQueries::messageRow)));
    }
}
