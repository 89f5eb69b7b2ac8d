package io.alerthistory.storage.mapping;

import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntFunction;

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
    public static String ofSession(IntFunction<String> placeholder) {
        return "select status, llm_interaction_count, " + CHAT
                + " from alert_sessions left join chats using (session_id) where session_id = "
                + placeholder.apply(1);
    }

    /** A chat. Parameter: chat_id. */
    public static String byId(IntFunction<String> placeholder) {
        return "select " + CHAT + " from chats join alert_sessions using (session_id) where chat_id = " + placeholder.apply(1);
    }

    /**
     * A page of messages with the number of all, in one statement; no row means no chat. Parameters: chat_id, limit,
     * offset, and what stands before the message_id in the stage_id of an answer.
     */
    public static String messages(IntFunction<String> placeholder) {
        String messages = "select " + MESSAGE + " from chat_user_messages where chat_id = " + placeholder.apply(1)
                + " order by created_at_us, message_id limit " + placeholder.apply(2) + " offset " + placeholder.apply(3);
        return "select chat_message_count, message_id, chat_id, content, content_bytes, author, created_at_us, "
                + answer("page", "chat.session_id", placeholder.apply(4))
                + " from (select chat_id, session_id, chat_message_count from chats join alert_sessions using (session_id) where chat_id = "
                + placeholder.apply(1) + ") as chat left join ("
                + InlineTexts.of(messages, "message_id, chat_id, author, created_at_us", CONTENT)
                + ") as page using (chat_id) order by created_at_us, message_id";
    }

    /** A message. Parameters: message_id, and what stands before it in the stage_id of an answer. */
    public static String message(IntFunction<String> placeholder) {
        return "select " + MESSAGE + ", "
                + answer("sent", "(select session_id from chats where chats.chat_id = sent.chat_id)", placeholder.apply(2))
                + " from chat_user_messages as sent where message_id = " + placeholder.apply(1);
    }

    private static String answer(String message, String sessionId, String prefix) {
        return "(select min(e.execution_id) from stage_executions e where e.session_id = " + sessionId
                + " and e.chat_user_message_id = " + message + ".message_id and e.stage_id = cast(" + prefix + " as text) || "
                + message
                + ".message_id) as stage_execution_id";
    }

    /**
     * The field in which a stage names a chat or a message that is not its own; null when there is none.
     * Parameters: session_id, chat_id, chat_user_message_id (may be null).
     */
    public static String misplaced(IntFunction<String> placeholder) {
        return "select case when not exists (select 1 from chats where chat_id = " + placeholder.apply(2)
                + " and session_id = " + placeholder.apply(1) + ") then '/chat_id'"
                + " when cast(" + placeholder.apply(3) + " as text) is not null and not exists"
                + " (select 1 from chat_user_messages where message_id = " + placeholder.apply(3) + " and chat_id = "
                + placeholder.apply(2) + ") then '/chat_user_message_id' end as field";
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
