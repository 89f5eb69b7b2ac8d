package io.alerthistory.storage.mapping;

import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntFunction;

import org.jspecify.annotations.Nullable;

import io.alerthistory.history.ChatUserMessage;
import io.alerthistory.history.StageOutput;
import io.alerthistory.history.StoredInteraction;
import io.alerthistory.history.StoredSession;
import io.alerthistory.history.StoredStage;
import io.alerthistory.history.TimelineFigures;
import io.alerthistory.history.TimelineQuery;
import io.alerthistory.interaction.Interaction;
import io.alerthistory.interaction.InteractionKind;
import io.alerthistory.interaction.TokenSums;
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

    /** Bytes beyond which a stage's output stays in the database, and the database looks into it. */
    private static final String LARGE_OUTPUT = "octet_length(e.stage_output) > " + LargeColumn.MAX_INLINE;

    private DetailQueries() {
    }

    /** A session, and the bytes of all that belongs to it. Parameter: session_id. */
    public static String session(IntFunction<String> placeholder) {
        return "select " + LargeColumn.selected(Tables.SESSIONS, "s") + ", " + LargeColumn.lengths(SESSIONS, "s") + " + "
                + sum(STAGES, placeholder.apply(1)) + " + " + sum("llm_interactions", placeholder.apply(1)) + " + "
                + sum("mcp_interactions", placeholder.apply(1))
                + " as content_bytes from alert_sessions s where s.session_id = " + placeholder.apply(1);
    }

    private static String sum(String table, String sessionId) {
        return "(select coalesce(sum(" + LargeColumn.lengths(table, "t") + "), 0) from " + table + " t where t.session_id = "
                + sessionId + ")";
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
        return "select " + LargeColumn.selected(Tables.STAGES, "e") + ", "
                + "case when " + LARGE_OUTPUT + " then " + strategy + " end as output_strategy, "
                + "case when " + LARGE_OUTPUT + " then " + provider + " end as output_provider, "
                + "m.message_id, " + LargeColumn.CHAT_CONTENT.selected("m") + ", m.author, m.created_at_us"
                + " from stage_executions e left join chat_user_messages m on m.message_id = e.chat_user_message_id"
                + " where e.session_id = " + placeholder.apply(1);
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

    /** The figures of the interactions of a kind, by stage. Parameter: session_id. */
    public static String figures(InteractionKind kind, IntFunction<String> placeholder) {
        String tokens = kind == InteractionKind.LLM
                ? "sum(input_tokens) as input, sum(output_tokens) as output, sum(total_tokens) as total"
                : "null as input, null as output, null as total";
        return "select stage_execution_id, count(*) as calls, cast(sum(duration_ms) as bigint) as duration_ms, " + cast(tokens)
                + " from " + InteractionTables.of(kind).name() + " where session_id = " + placeholder.apply(1)
                + " group by stage_execution_id";
    }

    private static String cast(String sums) {
        return sums.replaceAll("(sum\\(\\w+\\)|null) as", "cast($1 as bigint) as");
    }

    public static TimelineFigures figures(RowReader row, InteractionKind kind) {
        return new TimelineFigures(row.textOrNull("stage_execution_id"), kind, row.integer("calls"), row.number("duration_ms"),
                new TokenSums(row.longOrNull("input"), row.longOrNull("output"), row.longOrNull("total")));
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
        String own = LargeColumn.inlineLengths(table.name(), "t");
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
