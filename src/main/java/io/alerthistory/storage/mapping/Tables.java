package io.alerthistory.storage.mapping;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import io.alerthistory.chat.Chat;
import io.alerthistory.chat.ChatMessage;
import io.alerthistory.interaction.Call;
import io.alerthistory.interaction.LlmInteraction;
import io.alerthistory.interaction.LlmInteractionType;
import io.alerthistory.interaction.McpCommunicationType;
import io.alerthistory.interaction.McpInteraction;
import io.alerthistory.interaction.Tokens;
import io.alerthistory.json.JsonName;
import io.alerthistory.session.AlertSession;
import io.alerthistory.session.EntityField.Use;
import io.alerthistory.session.SessionCounters;
import io.alerthistory.session.SessionFields;
import io.alerthistory.session.SessionHead;
import io.alerthistory.session.SessionStatus;
import io.alerthistory.session.StageExecution;
import io.alerthistory.session.StageFields;
import io.alerthistory.session.StageHead;

/**
 * The mapping of every table. Written out rather than reflected: it is checked by the compiler and needs nothing in a native
 * image.
 */
public final class Tables {

    /** A session as it is shown. */
    public static final Table<AlertSession> SESSIONS = sessions(Use.SHOWN);

    /** A session as it is changed: without its alert, which stays as it is, and without its {@link ChangingTexts}. */
    public static final Table<AlertSession> CHANGING_SESSIONS = sessions(Use.CHANGING);

    /** What a session has when it is created; the rest of its columns have their defaults. */
    public static final Table<AlertSession> NEW_SESSIONS = sessions(Use.NEW);

    /** What appends read of a session. They write the counters and the version. */
    public static final Table<SessionHead> SESSION_HEADS = new Table<>("alert_sessions", headColumns(),
            List.of("alert_id", "status", "completed_at_us", "content_digest"), Tables::sessionHead);

    /** What recognises a repeat of a stage, and its place in the session. */
    public static final Table<StageHead> STAGE_HEADS = new Table<>("stage_executions",
            List.of(Column.text("execution_id", StageHead::executionId)),
            List.of("session_id", "chat_id", "parent_stage_execution_id", "content_digest"), Tables::stageHead);

    /** A stage as it is created and shown. */
    public static final Table<StageExecution> STAGES = Table.of("stage_executions", StageFields.ALL.with(Use.SHOWN),
            StageExecution::new);

    /** A stage as it is changed: without its {@link ChangingTexts}. */
    public static final Table<StageExecution> CHANGING_STAGES = Table.of("stage_executions",
            StageFields.ALL.with(Use.CHANGING), StageExecution::new);

    public static final Table<LlmInteraction> LLM_INTERACTIONS = new Table<>("llm_interactions", List.of(
            Column.text("interaction_id", llm -> llm.id()),
            Column.text("session_id", llm -> llm.sessionId()),
            Column.text("stage_execution_id", llm -> llm.stageExecutionId()),
            Column.bigint("timestamp_us", llm -> llm.timestampUs()),
            Column.bigint("duration_ms", llm -> llm.call().durationMs()),
            Column.flag("success", llm -> llm.call().success()),
            Column.text("error_message", llm -> llm.call().errorMessage()),
            Column.text("model_name", llm -> llm.modelName()),
            Column.text("provider", llm -> llm.provider()),
            Column.decimal("temperature", llm -> llm.temperature()),
            Column.json("conversation", llm -> llm.conversation()),
            Column.bigint("input_tokens", llm -> llm.tokens().input()),
            Column.bigint("output_tokens", llm -> llm.tokens().output()),
            Column.bigint("total_tokens", llm -> llm.tokens().total()),
            Column.json("response_metadata", llm -> llm.responseMetadata()),
            Column.json("native_tools_config", llm -> llm.nativeToolsConfig()),
            Column.name("interaction_type", llm -> llm.interactionType()),
            Column.text("mcp_event_id", llm -> llm.mcpEventId()),
            Column.text("thinking_content", llm -> llm.thinkingContent()),
            Column.flag("truncated", llm -> llm.call().truncated()),
            Column.bigint("cost_nano_usd", llm -> llm.costNanoUsd())), List.of("seq"), Tables::llm);

    public static final Table<McpInteraction> MCP_INTERACTIONS = new Table<>("mcp_interactions", List.of(
            Column.text("communication_id", mcp -> mcp.id()),
            Column.text("session_id", mcp -> mcp.sessionId()),
            Column.text("stage_execution_id", mcp -> mcp.stageExecutionId()),
            Column.text("request_id", mcp -> mcp.requestId()),
            Column.bigint("timestamp_us", mcp -> mcp.timestampUs()),
            Column.bigint("duration_ms", mcp -> mcp.call().durationMs()),
            Column.flag("success", mcp -> mcp.call().success()),
            Column.text("error_message", mcp -> mcp.call().errorMessage()),
            Column.text("step_description", mcp -> mcp.stepDescription()),
            Column.text("server_name", mcp -> mcp.serverName()),
            Column.name("communication_type", mcp -> mcp.communicationType()),
            Column.text("tool_name", mcp -> mcp.toolName()),
            Column.json("tool_arguments", mcp -> mcp.toolArguments()),
            Column.json("tool_result", mcp -> mcp.toolResult()),
            Column.json("available_tools", mcp -> mcp.availableTools()),
            Column.flag("truncated", mcp -> mcp.call().truncated())), List.of("seq"), Tables::mcp);

    public static final Table<Chat> CHATS = new Table<>("chats", List.of(
            Column.text("chat_id", chat -> chat.chatId()),
            Column.text("session_id", chat -> chat.sessionId()),
            Column.bigint("created_at_us", chat -> chat.createdAtUs()),
            Column.text("created_by", chat -> chat.createdBy())), List.of("chat_message_count"), Tables::chat);

    public static final Table<ChatMessage> CHAT_MESSAGES = new Table<>("chat_user_messages", List.of(
            Column.text("message_id", message -> message.messageId()),
            Column.text("chat_id", message -> message.chatId()),
            Column.text("content", message -> message.content()),
            Column.text("author", message -> message.author()),
            Column.bigint("created_at_us", message -> message.createdAtUs())), List.of("stage_execution_id"),
            Tables::chatMessage);

    private Tables() {
    }

    private static Table<AlertSession> sessions(Use use) {
        return Table.of("alert_sessions", SessionFields.ALL.with(use), AlertSession::new);
    }

    private static List<Column<SessionHead>> headColumns() {
        List<Column<SessionHead>> columns = new ArrayList<>();
        columns.add(Column.text("session_id", SessionHead::sessionId));
        SessionCounters.FIELDS.forEach(counter -> columns.add(Column.of(counter.in(SessionHead::counters))));
        columns.add(Column.bigint("version", SessionHead::version));
        return List.copyOf(columns);
    }

    private static SessionHead sessionHead(RowReader row) {
        SessionCounters counters = new SessionCounters();
        SessionCounters.FIELDS.forEach(counter -> counter.read(row, counters));
        return new SessionHead(row.text("session_id"), row.textOrNull("alert_id"),
                JsonName.stored(SessionStatus.class, row.text("status")), row.longOrNull("completed_at_us"),
                row.text("content_digest"), row.number("version"), counters);
    }

    private static StageHead stageHead(RowReader row) {
        return new StageHead(row.text("execution_id"), row.text("session_id"), row.textOrNull("chat_id"),
                row.textOrNull("parent_stage_execution_id"), row.text("content_digest"));
    }

    private static LlmInteraction llm(RowReader row) {
        return new LlmInteraction(call(row, "interaction_id"),
                row.text("model_name"),
                row.textOrNull("provider"),
                row.doubleOrNull("temperature"),
                row.jsonOrNull("conversation"),
                new Tokens(row.longOrNull("input_tokens"), row.longOrNull("output_tokens"), row.longOrNull("total_tokens")),
                row.jsonOrNull("response_metadata"),
                row.jsonOrNull("native_tools_config"),
                JsonName.stored(LlmInteractionType.class, row.text("interaction_type")),
                row.textOrNull("mcp_event_id"),
                row.textOrNull("thinking_content"),
                row.longOrNull("cost_nano_usd"));
    }

    private static McpInteraction mcp(RowReader row) {
        return new McpInteraction(call(row, "communication_id"),
                row.textOrNull("request_id"),
                row.textOrNull("step_description"),
                row.text("server_name"),
                JsonName.stored(McpCommunicationType.class, row.text("communication_type")),
                row.textOrNull("tool_name"),
                row.jsonOrNull("tool_arguments"),
                row.jsonOrNull("tool_result"),
                row.jsonOrNull("available_tools"));
    }

    private static Call call(RowReader row, String id) {
        return new Call(row.text(id),
                row.text("session_id"),
                row.textOrNull("stage_execution_id"),
                row.number("timestamp_us"),
                row.number("duration_ms"),
                row.flag("success"),
                row.textOrNull("error_message"),
                row.flag("truncated"),
                row.number("seq"));
    }

    /** The number of messages stands on the session. */
    private static Chat chat(RowReader row) {
        return new Chat(row.text("chat_id"),
                row.text("session_id"),
                row.number("created_at_us"),
                Objects.requireNonNullElse(row.textOrNull("created_by"), Chat.NOBODY),
                row.number("chat_message_count"));
    }

    private static ChatMessage chatMessage(RowReader row) {
        return new ChatMessage(row.text("message_id"),
                row.text("chat_id"),
                row.text("content"),
                row.text("author"),
                row.number("created_at_us"),
                row.textOrNull("stage_execution_id"));
    }
}
