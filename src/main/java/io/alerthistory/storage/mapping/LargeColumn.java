package io.alerthistory.storage.mapping;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.alerthistory.json.StoredText;

/**
 * The columns whose texts may be long. A SELECT for a response contains a short text itself. Of a long text it contains the
 * length, which the database knows without reading the text; the text is read in pieces while the response is written.
 */
public enum LargeColumn {
    ALERT_DATA("alert_sessions", "session_id", "alert_data", true),
    SESSION_METADATA("alert_sessions", "session_id", "session_metadata", true),
    PAUSE_METADATA("alert_sessions", "session_id", "pause_metadata", true),
    CHAIN_DEFINITION("alert_sessions", "session_id", "chain_definition", true),
    MCP_SELECTION("alert_sessions", "session_id", "mcp_selection", true),
    RUNBOOK_URL("alert_sessions", "session_id", "runbook_url", false),
    ERROR_MESSAGE("alert_sessions", "session_id", "error_message", false),
    FINAL_ANALYSIS("alert_sessions", "session_id", "final_analysis", false),
    FINAL_ANALYSIS_SUMMARY("alert_sessions", "session_id", "final_analysis_summary", false),
    EXECUTIVE_SUMMARY_ERROR("alert_sessions", "session_id", "executive_summary_error", false),
    STAGE_OUTPUT("stage_executions", "execution_id", "stage_output", true),
    STAGE_ERROR("stage_executions", "execution_id", "error_message", false),
    CHAT_CONTENT("chat_user_messages", "message_id", "content", false),
    LLM_CONVERSATION("llm_interactions", "interaction_id", "conversation", true),
    LLM_RESPONSE_METADATA("llm_interactions", "interaction_id", "response_metadata", true),
    LLM_NATIVE_TOOLS_CONFIG("llm_interactions", "interaction_id", "native_tools_config", true),
    LLM_ERROR("llm_interactions", "interaction_id", "error_message", false),
    LLM_THINKING_CONTENT("llm_interactions", "interaction_id", "thinking_content", false),
    MCP_TOOL_ARGUMENTS("mcp_interactions", "communication_id", "tool_arguments", true),
    MCP_TOOL_RESULT("mcp_interactions", "communication_id", "tool_result", true),
    MCP_AVAILABLE_TOOLS("mcp_interactions", "communication_id", "available_tools", true),
    MCP_ERROR("mcp_interactions", "communication_id", "error_message", false),
    MCP_STEP_DESCRIPTION("mcp_interactions", "communication_id", "step_description", false);

    /** The maximum number of bytes of a text that is selected itself. */
    public static final int MAX_INLINE = 16_384;

    private final String table;
    private final String key;
    private final String column;
    private final boolean json;

    LargeColumn(String table, String key, String column, boolean json) {
        this.table = table;
        this.key = key;
        this.column = column;
        this.json = json;
    }

    public String column() {
        return column;
    }

    boolean json() {
        return json;
    }

    static Set<LargeColumn> of(String table) {
        return EnumSet.allOf(LargeColumn.class).stream().filter(large -> large.table.equals(table))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(LargeColumn.class)));
    }

    static Optional<LargeColumn> of(String table, String column) {
        return of(table).stream().filter(large -> large.column.equals(column)).findFirst();
    }

    /** All columns of a table for a SELECT, long texts by their length. */
    static String selected(Table<?> table, String alias) {
        return java.util.stream.Stream.concat(table.columns().stream().map(Column::name), table.assigned().stream())
                .map(name -> of(table.name(), name).map(large -> large.selected(alias)).orElse(alias + "." + name))
                .collect(Collectors.joining(", "));
    }

    /** The text if it is short, and its length. */
    String selected(String alias) {
        return selected(alias, length(alias) + " <= " + MAX_INLINE);
    }

    /** The text if it is short, and its length, under names of their own. */
    String renamed(String alias, String prefix) {
        return "case when " + length(alias) + " <= " + MAX_INLINE + " then " + alias + "." + column + " end as " + prefix
                + column
                + ", " + length(alias) + " as " + prefix + column + "_bytes";
    }

    /** The text where a condition holds, and its length. */
    String selected(String alias, String condition) {
        return "case when " + condition + " then " + alias + "." + column + " end as " + column + ", " + length(alias) + " as "
                + column + "_bytes";
    }

    /** Bytes of the text; null without one. */
    String length(String alias) {
        return "octet_length(" + alias + "." + column + ")";
    }

    /** Bytes of all long texts of a row. */
    static String lengths(String table, String alias) {
        return of(table).stream().map(large -> "coalesce(" + large.length(alias) + ", 0)").collect(Collectors.joining(" + "));
    }

    /** Bytes of the texts of a row that are selected themselves. */
    static String inlineLengths(String table, String alias) {
        return of(table).stream().map(large -> "case when " + large.length(alias) + " <= " + MAX_INLINE + " then "
                + large.length(alias) + " else 0 end").collect(Collectors.joining(" + "));
    }

    /** Returns the reference to a long text; null when the row has the text itself, or none. */
    public @Nullable StoredText stored(RowReader row, RowKey rowKey) {
        Long bytes = row.longOrNull(column + "_bytes");
        return bytes == null || row.textOrNull(column) != null ? null : stored(rowKey, bytes);
    }

    /** All of the text of a row. */
    StoredText stored(RowKey rowKey, long bytes) {
        return new StoredText(name(), rowKey.sessionId(), rowKey.id(), 0, bytes, bytes, json);
    }

    /** The long strings of a row of a table that was {@link #selected}, by column. */
    static Map<String, StoredText> strings(RowReader row, String table, RowKey rowKey) {
        Map<String, StoredText> strings = new HashMap<>();
        for (LargeColumn large : of(table)) {
            StoredText stored = large.json ? null : large.stored(row, rowKey);
            if (stored != null) {
                strings.put(large.column, stored);
            }
        }
        return strings;
    }

    /** Returns the column that a statement of {@link #piece} reads. */
    public static LargeColumn of(StoredText text) {
        return valueOf(text.place());
    }

    /**
     * A piece of a text and the length of all of it. Parameters: the key, the first byte from 1, the number of bytes, and the
     * session where the row belongs to one.
     */
    public String piece(Dialect dialect) {
        return SqlTemplate.of("""
                select substr({bytes}, cast({first} as integer), cast({count} as integer)) as piece,
                    octet_length({column}) as bytes
                from {table}
                where {key} = {id}{session}""").with("bytes", dialect.bytes(column)).with("first", dialect.placeholder(2))
                .with("count", dialect.placeholder(3)).with("column", column).with("table", table).with("key", key)
                .with("id", dialect.placeholder(1))
                .with("session", isOfSession() ? " and session_id = " + dialect.placeholder(4) : "").sql();
    }

    private boolean isOfSession() {
        return switch (table) {
            case "stage_executions", "llm_interactions", "mcp_interactions" -> true;
            default -> false;
        };
    }
}
