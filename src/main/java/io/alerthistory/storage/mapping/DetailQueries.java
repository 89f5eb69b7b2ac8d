package io.alerthistory.storage.mapping;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.alerthistory.history.ChatUserMessage;
import io.alerthistory.history.OutlinedStage;
import io.alerthistory.history.StageOutput;
import io.alerthistory.history.StageQuery;
import io.alerthistory.history.StoredInteraction;
import io.alerthistory.history.StoredSession;
import io.alerthistory.history.StoredStage;
import io.alerthistory.history.TimelineFigures;
import io.alerthistory.history.TimelineQuery;
import io.alerthistory.interaction.Interaction;
import io.alerthistory.interaction.InteractionKind;
import io.alerthistory.interaction.Tokens;
import io.alerthistory.json.StoredText;
import io.alerthistory.session.AlertSession;
import io.alerthistory.session.StageExecution;

/**
 * The SQL of a session with what belongs to it, and of its timeline page by page: portable. The databases differ only in how
 * they write a parameter, whose number is from 1.
 */
public final class DetailQueries {

    private static final String SESSIONS = "alert_sessions";
    private static final String STAGES = "stage_executions";

    /** Stages as e, and as m the chat messages that some of them answer. */
    private static final String STAGES_WITH_MESSAGES = "stage_executions e left join chat_user_messages m"
            + " on m.message_id = e.chat_user_message_id";

    /** Bytes beyond which a stage's output stays in the database, and the database looks into it. */
    private static final String LARGE_OUTPUT = "octet_length(e.stage_output) > " + LargeColumn.MAX_INLINE;

    private static final String TOKENS = "cast(sum(i.input_tokens) as bigint) as input,"
            + " cast(sum(i.output_tokens) as bigint) as output, cast(sum(i.total_tokens) as bigint) as total";

    private static final Tokens NO_TOKENS = new Tokens(null, null, null);

    private DetailQueries() {
    }

    /** A session, and the bytes of all that belongs to it. Parameter: session_id. */
    public static String session(IntFunction<String> placeholder) {
        String message = RowBytes.ROW + " + octet_length(m." + LargeColumn.CHAT_CONTENT.column() + ")";
        return "select " + LargeColumn.selected(Tables.SESSIONS, "s") + ", " + LargeColumn.lengths(SESSIONS, "s") + " + "
                + sum(RowBytes.all(Tables.STAGES, "e") + " + coalesce(" + message + ", 0)", STAGES_WITH_MESSAGES,
                        placeholder.apply(1))
                + " + " + sum(Tables.LLM_INTERACTIONS, placeholder.apply(1)) + " + "
                + sum(Tables.MCP_INTERACTIONS, placeholder.apply(1))
                + " as content_bytes from alert_sessions s where s.session_id = " + placeholder.apply(1);
    }

    private static String sum(Table<?> table, String sessionId) {
        return sum(RowBytes.all(table, "e"), table.name() + " e", sessionId);
    }

    private static String sum(String bytes, String from, String sessionId) {
        return "(select coalesce(sum(" + bytes + "), 0) from " + from + " where e.session_id = " + sessionId + ")";
    }

    public static AlertSession session(RowReader row) {
        return Tables.SESSIONS.reader().apply(new LargeRow(row, LargeColumn.of(SESSIONS), RowKey.of(row.text("session_id"))));
    }

    /** The session alone, with its long strings. */
    public static StoredSession alone(RowReader row) {
        return StoredSession.alone(session(row), LargeColumn.strings(row, SESSIONS, RowKey.of(row.text("session_id"))));
    }

    /** The bytes of all that belongs to a session. */
    public static long contentBytes(RowReader row) {
        return row.number("content_bytes");
    }

    /**
     * The stages of a session, each with the message that it answers. Parameter: session_id.
     *
     * @param strategy the iteration_strategy of an output, as the database looks for it; of a long value the beginning
     * @param provider the llm_provider of an output
     */
    public static String stages(IntFunction<String> placeholder, String strategy, String provider) {
        return "select " + stageColumns(strategy, provider) + " from " + STAGES_WITH_MESSAGES + " where e.session_id = "
                + placeholder.apply(1);
    }

    private static String stageColumns(String strategy, String provider) {
        return LargeColumn.selected(Tables.STAGES, "e") + ", "
                + "case when " + LARGE_OUTPUT + " then " + strategy + " end as output_strategy, "
                + "case when " + LARGE_OUTPUT + " then " + provider + " end as output_provider, "
                + "m.message_id, " + LargeColumn.CHAT_CONTENT.selected("m") + ", m.author, m.created_at_us";
    }

    /**
     * The next stages of a session with the figures of their interactions. As in a page of the timeline, a first step finds out
     * how many make a page.
     */
    public static Statement stages(StageQuery query, IntFunction<String> placeholder, String strategy, String provider) {
        Parameters parameters = new Parameters(placeholder);
        String session = parameters.add(query.sessionId());
        String level = query.parentId() == null ? " is null" : " = " + parameters.add(query.parentId());
        String lastSeq = parameters.add(query.lastSeq());
        List<String> place = stagePlace(query.parentId() == null);
        String key = String.join(", ", place);
        String after = Stream.of(query.after().execution(), query.after().chat(), query.after().stageIndex(),
                query.after().parallelIndex(), query.after().startedAtUs())
                .map(number -> "cast(" + parameters.add(number) + " as bigint)").collect(Collectors.joining(", "))
                + ", " + parameters.add(query.after().executionId());
        String own = RowBytes.inline(Tables.STAGES, "e") + " + case when m.message_id is null then 0 else " + RowBytes.ROW
                + " + "
                + LargeColumn.inlineLengths("chat_user_messages", "m") + " end";
        String columns = IntStream.range(0, place.size()).mapToObj(i -> place.get(i) + " as k" + i)
                .collect(Collectors.joining(", "));
        String order = IntStream.range(0, place.size()).mapToObj(i -> "k" + i).collect(Collectors.joining(", "));
        String next = "select e.execution_id, " + own + " as own, " + columns + " from " + STAGES_WITH_MESSAGES
                + " where e.session_id = " + session + " and e.parent_stage_execution_id" + level + " and (" + key + ") > ("
                + after + ") order by " + key + " limit " + StageQuery.MAX_ROWS;
        String sql = "with page as (select execution_id, own, row_number() over (order by " + order
                + ") as nth, sum(own) over (order by " + order + " rows unbounded preceding) as upto from (" + next
                + ") coming) select " + stageColumns(strategy, provider)
                + ", l.calls as llm_calls, l.duration_ms as llm_duration_ms, l.input, l.output, l.total"
                + ", c.calls as mcp_calls, c.duration_ms as mcp_duration_ms, x.executions"
                + ", x.input as executions_input, x.output as executions_output, x.total as executions_total"
                + " from page join stage_executions e on e.session_id = " + session
                + " and e.execution_id = page.execution_id left join chat_user_messages m on m.message_id = e.chat_user_message_id"
                + " left join (" + figures(InteractionKind.LLM, session, lastSeq)
                + ") l on l.stage_execution_id = e.execution_id"
                + " left join (" + figures(InteractionKind.MCP, session, lastSeq)
                + ") c on c.stage_execution_id = e.execution_id"
                + " left join (" + executions(session, lastSeq) + ") x on x.parent_stage_execution_id = e.execution_id"
                + " where page.upto - page.own < " + StageQuery.MAX_BYTES + " order by page.nth";
        return Statement.of(sql, parameters);
    }

    /** What makes the order of stages: that of {@link StageQuery.Place}. */
    private static List<String> stagePlace(boolean topLevel) {
        return List.of(topLevel ? "cast(0 as bigint)" : "e.parallel_index", "case when e.chat_id is null then 0 else 1 end",
                "case when e.chat_id is null then e.stage_index else 0 end",
                "case when e.chat_id is null then e.parallel_index else 0 end",
                "coalesce(e.started_at_us, " + Long.MAX_VALUE + ")", "e.execution_id");
    }

    private static String figures(InteractionKind kind, String session, String lastSeq) {
        return "select i.stage_execution_id, count(*) as calls, cast(sum(i.duration_ms) as bigint) as duration_ms"
                + (kind == InteractionKind.LLM ? ", " + TOKENS : "") + " from " + InteractionTables.of(kind).name()
                + " i where i.session_id = " + session + " and i.seq <= " + lastSeq
                + " and i.stage_execution_id in (select execution_id from page) group by i.stage_execution_id";
    }

    /** How many executions stages have, and the tokens of these. */
    private static String executions(String session, String lastSeq) {
        return "select k.parent_stage_execution_id, count(distinct k.execution_id) as executions, " + TOKENS
                + " from stage_executions k left join llm_interactions i on i.session_id = k.session_id"
                + " and i.stage_execution_id = k.execution_id and i.seq <= " + lastSeq + " where k.session_id = " + session
                + " and k.parent_stage_execution_id in (select execution_id from page) group by k.parent_stage_execution_id";
    }

    public static OutlinedStage outlined(RowReader row) {
        return new OutlinedStage(stage(row),
                new TimelineFigures(InteractionKind.LLM, count(row, "llm_calls"), sum(row, "llm_duration_ms"), tokens(row, "")),
                new TimelineFigures(InteractionKind.MCP, count(row, "mcp_calls"), sum(row, "mcp_duration_ms"), NO_TOKENS),
                count(row, "executions"), tokens(row, "executions_"));
    }

    private static int count(RowReader row, String column) {
        return Math.toIntExact(sum(row, column));
    }

    private static long sum(RowReader row, String column) {
        return Objects.requireNonNullElse(row.longOrNull(column), 0L);
    }

    private static Tokens tokens(RowReader row, String prefix) {
        return new Tokens(row.longOrNull(prefix + "input"), row.longOrNull(prefix + "output"),
                row.longOrNull(prefix + "total"));
    }

    public static StoredStage stage(RowReader row) {
        RowKey key = RowKey.in(row.text("session_id"), row.text("execution_id"));
        StageExecution stage = Tables.STAGES.reader().apply(new LargeRow(row, LargeColumn.of(STAGES), key));
        return new StoredStage(stage, LargeColumn.strings(row, STAGES, key), output(stage, row), message(row));
    }

    /**
     * A stage that was read as an entity.
     *
     * @param texts its texts, selected as {@link #stages} does
     */
    public static StoredStage stage(StageExecution stage, RowReader texts) {
        RowKey key = RowKey.in(stage.sessionId, stage.executionId);
        stage.stageOutput = new LargeRow(texts, LargeColumn.of(STAGES), key).jsonOrNull("stage_output");
        stage.errorMessage = texts.textOrNull("error_message");
        return new StoredStage(stage, LargeColumn.strings(texts, STAGES, key), output(stage, texts), null);
    }

    private static StageOutput output(StageExecution stage, RowReader row) {
        return stage.stageOutput == null || stage.stageOutput.stored() == null ? StageOutput.of(stage.stageOutput)
                : new StageOutput(row.textOrNull("output_strategy"), row.textOrNull("output_provider"));
    }

    private static @Nullable ChatUserMessage message(RowReader row) {
        String id = row.textOrNull("message_id");
        return id == null ? null
                : new ChatUserMessage(id, Objects.requireNonNull(InlineTexts.text(row, LargeColumn.CHAT_CONTENT, id)),
                        row.text("author"),
                        row.number("created_at_us"));
    }

    /** All interactions of a kind, by time. Parameter: session_id. */
    public static String interactions(InteractionKind kind, IntFunction<String> placeholder) {
        Table<Interaction> table = InteractionTables.of(kind);
        return "select " + table.selected() + " from " + table.name() + " where session_id = " + placeholder.apply(1)
                + " order by timestamp_us, seq";
    }

    /**
     * The next interactions of a stage. A first step finds out by their lengths how many make a page, and only those are read.
     */
    public static Statement timeline(TimelineQuery query, IntFunction<String> placeholder) {
        Table<Interaction> table = InteractionTables.of(query.kind());
        Parameters parameters = new Parameters(placeholder);
        String key = table.key();
        String stage = query.stageExecutionId() == null ? "stage_execution_id is null"
                : "stage_execution_id = " + parameters.add(query.stageExecutionId());
        String own = RowBytes.inline(table, "t");
        String session = parameters.add(query.sessionId());
        String rows = "select t." + key + ", " + own + " as own, sum(" + own
                + ") over (order by t.timestamp_us, t.seq rows unbounded preceding) as upto from " + table.name()
                + " t where t.session_id = " + session + " and t." + stage + " and t.seq <= "
                + parameters.add(query.lastSeq()) + " and (t.timestamp_us, t.seq) > (" + parameters.add(query.afterUs()) + ", "
                + parameters.add(query.afterSeq()) + ") order by t.timestamp_us, t.seq limit "
                + parameters.add((long) TimelineQuery.MAX_ROWS);
        return Statement.of("select " + LargeColumn.selected(table, "i") + " from (" + rows + ") page join " + table.name()
                + " i on i.session_id = " + session + " and i." + key + " = page." + key + " where page.upto - page.own < "
                + TimelineQuery.MAX_BYTES
                + " order by i.timestamp_us, i.seq", parameters);
    }

    public static StoredInteraction interaction(RowReader row, InteractionKind kind) {
        Table<Interaction> table = InteractionTables.of(kind);
        RowKey key = RowKey.in(row.text("session_id"), row.text(table.key()));
        Set<LargeColumn> columns = LargeColumn.of(table.name());
        Map<String, StoredText> strings = LargeColumn.strings(row, table.name(), key);
        return new StoredInteraction(table.reader().apply(new LargeRow(row, columns, key)), strings);
    }
}
