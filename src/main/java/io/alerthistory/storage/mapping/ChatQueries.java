package io.alerthistory.storage.mapping;

import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.alerthistory.chat.ChatMessages;
import io.alerthistory.chat.ListedMessage;
import io.alerthistory.chat.SessionChat;
import io.alerthistory.json.JsonName;
import io.alerthistory.session.SessionStatus;
import io.alerthistory.session.Stages;

/** The SQL of chats, where it is portable. The databases differ only in how they write a parameter, whose number is from 1. */
public final class ChatQueries {

    /** A row of {@link #messages}: the number of all messages, and one of them unless there is none at that place. */
    public record MessageRow(long total, @Nullable ListedMessage message) {
    }

    private static final Set<LargeColumn> CONTENT = EnumSet.of(LargeColumn.CHAT_CONTENT);

    private static final String CHAT = Tables.CHATS.selected();

    private static final String MESSAGE = Tables.CHAT_MESSAGES.names();

    private ChatQueries() {
    }

    /** A session and its chat. Parameter: session_id. */
    public static String ofSession(Dialect dialect) {
        return """
                select status, llm_interaction_count, %s
                from alert_sessions
                left join chats using (session_id)
                where session_id = %s""".formatted(CHAT, dialect.placeholder(1));
    }

    /** A chat. Parameter: chat_id. */
    public static String byId(Dialect dialect) {
        return """
                select %s
                from chats
                join alert_sessions using (session_id)
                where chat_id = %s""".formatted(CHAT, dialect.placeholder(1));
    }

    /**
     * A page of messages with the number of all, in one statement; no row means no chat. Parameters: chat_id, limit,
     * offset, and what stands before the message_id in the stage_id of an answer.
     */
    public static String messages(Dialect dialect) {
        String messages = """
                select %s
                from chat_user_messages
                where chat_id = %s
                order by created_at_us, message_id
                limit %s offset %s""".formatted(MESSAGE, dialect.placeholder(1), dialect.placeholder(2),
                dialect.placeholder(3));
        return """
                select chat_message_count, message_id, chat_id, content, content_bytes, author, created_at_us, %s
                from (
                    select chat_id, session_id, chat_message_count
                    from chats
                    join alert_sessions using (session_id)
                    where chat_id = %s) as chat
                left join (
                    %s) as page using (chat_id)
                order by created_at_us, message_id""".formatted(answer("page", "chat.session_id", dialect.placeholder(4)),
                dialect.placeholder(1), InlineTexts.of(messages, "message_id, chat_id, author, created_at_us", CONTENT));
    }

    /** A message. Parameters: message_id, and what stands before it in the stage_id of an answer. */
    public static String message(Dialect dialect) {
        return """
                select %s, %s
                from chat_user_messages as sent
                where message_id = %s""".formatted(MESSAGE,
                answer("sent", "(select session_id from chats where chats.chat_id = sent.chat_id)", dialect.placeholder(2)),
                dialect.placeholder(1));
    }

    private static String answer(String message, String sessionId, String prefix) {
        return """
                (select min(e.execution_id)
                from stage_executions e
                where e.session_id = %2$s
                    and e.chat_user_message_id = %1$s.message_id
                    and e.stage_id = cast(%3$s as text) || %1$s.message_id) as stage_execution_id"""
                .formatted(message, sessionId, prefix);
    }

    /**
     * The field in which a stage names a chat or a message that is not its own; null when there is none.
     * Parameters: session_id, chat_id, chat_user_message_id (may be null).
     */
    public static String misplaced(Dialect dialect) {
        return """
                select case
                    when not exists (select 1 from chats where chat_id = %2$s and session_id = %1$s)
                        then '/chat_id'
                    when cast(%3$s as text) is not null
                        and not exists (select 1 from chat_user_messages where message_id = %3$s and chat_id = %2$s)
                        then '/chat_user_message_id' end as field"""
                .formatted(dialect.placeholder(1), dialect.placeholder(2), dialect.placeholder(3));
    }

    /** Throws when {@link #misplaced} found a field. */
    public static void requireOwn(@Nullable String field) {
        if (field != null) {
            throw Stages.foreignChat(field);
        }
    }

    public static SessionChat sessionChat(RowReader row) {
        return new SessionChat(JsonName.stored(SessionStatus.class, row.text("status")), row.number("llm_interaction_count"),
                row.textOrNull("chat_id") == null ? null : Tables.CHATS.reader().apply(row));
    }

    public static MessageRow messageRow(RowReader row) {
        return new MessageRow(row.number("chat_message_count"),
                row.textOrNull("message_id") == null ? null : listed(row));
    }

    private static ListedMessage listed(RowReader row) {
        String id = row.text("message_id");
        return new ListedMessage(id, row.text("chat_id"),
                Objects.requireNonNull(InlineTexts.text(row, LargeColumn.CHAT_CONTENT, id)), row.text("author"),
                row.number("created_at_us"), row.textOrNull("stage_execution_id"));
    }

    public static @Nullable ChatMessages page(String chatId, List<MessageRow> rows) {
        return rows.isEmpty() ? null
                : new ChatMessages(rows.stream().map(MessageRow::message).filter(Objects::nonNull).toList(),
                        rows.get(0).total(), chatId);
    }
}
