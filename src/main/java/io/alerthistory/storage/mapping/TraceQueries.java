package io.alerthistory.storage.mapping;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.alerthistory.history.LlmOutline;
import io.alerthistory.history.McpOutline;
import io.alerthistory.history.Trace;
import io.alerthistory.history.TraceEvent;
import io.alerthistory.history.TraceQuery;
import io.alerthistory.interaction.InteractionKind;
import io.alerthistory.interaction.LlmInteractionType;
import io.alerthistory.interaction.McpCommunicationType;
import io.alerthistory.json.JsonName;

/**
 * The SQL of a trace: the interactions of both kinds in the order of their arrival, without their payloads. It is portable.
 */
public final class TraceQueries {

    /** A row of {@link #trace}: how many events were found, and one of them unless there is none. */
    public record TraceRow(long found, @Nullable TraceEvent event) {
    }

    private static final String DESCRIPTION = "substr(t.step_description, 1, " + TraceQuery.MAX_DESCRIPTION + ")";

    private static final String COMMON = "t.stage_execution_id, t.timestamp_us, t.duration_ms, t.success, t.truncated, t.seq";

    private static final String LLM = """
            cast('llm' as text) as kind, t.interaction_id as id, %s,
                t.model_name, t.provider, t.interaction_type, t.input_tokens, t.output_tokens, t.total_tokens, t.mcp_event_id,
                cast(null as text) as server_name, cast(null as text) as communication_type, cast(null as text) as tool_name,
                cast(null as text) as description""".formatted(COMMON);

    private static final String MCP = """
            cast('mcp' as text) as kind, t.communication_id as id, %s,
                cast(null as text) as model_name, cast(null as text) as provider, cast(null as text) as interaction_type,
                cast(null as bigint) as input_tokens, cast(null as bigint) as output_tokens,
                cast(null as bigint) as total_tokens, cast(null as text) as mcp_event_id,
                t.server_name, t.communication_type, t.tool_name, %s as description""".formatted(COMMON, DESCRIPTION);

    /**
     * Each kind is read by its index on the number in the session, one row further than the window. Of the payloads only their
     * lengths are read. The session is joined so that one that has no interactions differs from one that is unknown.
     */
    private static final String TRACE = """
            select events.*
            from alert_sessions s
                left join (
                    select counted.*
                    from (
                        select page.*, count(*) over () as found,
                            sum(text_bytes) over (order by seq rows unbounded preceding) as upto
                        from (
                            select *
                            from (
                                select *
                                from ({llm}) llm
                                union all
                                select *
                                from ({mcp}) mcp) both_kinds
                            order by seq
                            limit {rows}) page) counted
                    where upto - text_bytes < {max}) events on 1 = 1
            where s.session_id = {session}
            order by seq""";

    private TraceQueries() {
    }

    /** The events of a window, and one more when there are more. */
    public static Statement trace(TraceQuery query, Dialect dialect) {
        Parameters parameters = new Parameters(dialect);
        String session = parameters.add(query.sessionId());
        String after = parameters.add(query.afterSeq());
        String rows = parameters.add(query.limit() + 1L);
        return Statement.of(SqlTemplate.of(TRACE).with("llm", ofKind(InteractionKind.LLM, session, after, rows))
                .with("mcp", ofKind(InteractionKind.MCP, session, after, rows)).with("rows", rows)
                .with("max", String.valueOf(TraceQuery.MAX_TEXT_BYTES)).with("session", session).sql(), parameters);
    }

    private static String ofKind(InteractionKind kind, String session, String after, String rows) {
        Table<?> table = InteractionTables.of(kind);
        return SqlTemplate.of("""
                select {columns}, {payloads} as payload_bytes, {texts} as text_bytes
                from {table} t
                where t.session_id = {session} and t.seq > {after}
                order by t.seq
                limit {rows}""")
                .with("columns", kind == InteractionKind.LLM ? LLM : MCP)
                .with("payloads", payloadBytes(table)).with("texts", textBytes(table, kind)).with("table", table.name())
                .with("session", session).with("after", after).with("rows", rows).sql();
    }

    /** The description is shown, so it is no payload. */
    private static String payloadBytes(Table<?> table) {
        return LargeColumn.of(table.name()).stream().filter(large -> large != LargeColumn.MCP_STEP_DESCRIPTION)
                .map(large -> "coalesce(" + large.length("t") + ", 0)").collect(Collectors.joining(" + "));
    }

    private static String textBytes(Table<?> table, InteractionKind kind) {
        return "0" + RowBytes.shortTexts(table, "t")
                + (kind == InteractionKind.MCP ? " + coalesce(octet_length(" + DESCRIPTION + "), 0)" : "");
    }

    public static TraceRow row(RowReader row) {
        Long found = row.longOrNull("found");
        return found == null ? new TraceRow(0, null) : new TraceRow(found, event(row));
    }

    private static TraceEvent event(RowReader row) {
        String id = row.text("id");
        long timestampUs = row.number("timestamp_us");
        long durationMs = row.number("duration_ms");
        String stage = row.textOrNull("stage_execution_id");
        long seq = row.number("seq");
        long bytes = row.number("payload_bytes");
        return row.text("kind").equals(InteractionKind.LLM.jsonName())
                ? TraceEvent.of(id, timestampUs, durationMs, stage, seq, bytes, llm(row))
                : TraceEvent.of(id, timestampUs, row.textOrNull("description"), durationMs, stage, seq, bytes, mcp(row));
    }

    private static LlmOutline llm(RowReader row) {
        return new LlmOutline(row.text("model_name"), row.textOrNull("provider"),
                JsonName.stored(LlmInteractionType.class, row.text("interaction_type")), row.longOrNull("input_tokens"),
                row.longOrNull("output_tokens"), row.longOrNull("total_tokens"), row.textOrNull("mcp_event_id"),
                row.flag("success"), row.flag("truncated"));
    }

    private static McpOutline mcp(RowReader row) {
        return new McpOutline(Objects.requireNonNullElse(row.textOrNull("tool_name"), ""), row.text("server_name"),
                JsonName.stored(McpCommunicationType.class, row.text("communication_type")), row.flag("success"),
                row.flag("truncated"));
    }

    /** Returns the window of the rows; null when there are none, because then there is no such session. */
    public static @Nullable Trace trace(TraceQuery query, List<TraceRow> rows) {
        return rows.isEmpty() ? null
                : Trace.of(query, rows.stream().map(TraceRow::event).filter(Objects::nonNull).toList(), rows.get(0).found());
    }
}
