package io.alerthistory.storage.mapping;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.alerthistory.history.ChatUserMessage;
import io.alerthistory.history.OutlinedStage;
import io.alerthistory.history.StageOutput;
import io.alerthistory.history.StageQuery;
import io.alerthistory.history.StoredStage;
import io.alerthistory.history.TimelineFigures;
import io.alerthistory.interaction.InteractionKind;
import io.alerthistory.interaction.Tokens;
import io.alerthistory.session.StageExecution;

/**
 * The SQL of the stages of a session, each with the chat message that it responds to: all at once, or page by page with the
 * figures of their interactions. It is portable.
 */
public final class StageQueries {

    private static final String STAGES = "stage_executions";

    /** Stages as e, and as m the chat messages that some of them answer. */
    static final String STAGES_WITH_MESSAGES = """
            stage_executions e
                left join chat_user_messages m on m.message_id = e.chat_user_message_id""";

    /** Bytes beyond which a stage's output stays in the database, and the database looks into it. */
    private static final String LARGE_OUTPUT = "octet_length(e.stage_output) > " + LargeColumn.MAX_INLINE;

    private static final String TOKENS = """
            cast(sum({of}.input_tokens) as bigint) as input,
                cast(sum({of}.output_tokens) as bigint) as output,
                cast(sum({of}.total_tokens) as bigint) as total""";

    private static final String STAGES_PAGE = """
            with page as (
                select {kept},
                    row_number() over (order by {order}) as nth,
                    sum(own) over (order by {order} rows unbounded preceding) as upto
                from (
                    select {passed}, {bytes} as own, {named}
                    from {from}
                    where e.session_id = {session} and e.parent_stage_execution_id {level} and ({place}) > ({after})
                    order by {place}
                    limit {rows}) coming),
            l as materialized ({llm}),
            c as materialized ({mcp}),
            children as materialized (
                select k.parent_stage_execution_id
                from stage_executions k
                where k.session_id = {session} and k.parent_stage_execution_id in (select execution_id from page)),
            x as materialized ({executions})
            select {columns},
                l.calls as llm_calls, l.duration_ms as llm_duration_ms, l.input, l.output, l.total,
                c.calls as mcp_calls, c.duration_ms as mcp_duration_ms,
                x.executions, x.input as executions_input, x.output as executions_output, x.total as executions_total
            from {stages}
                left join chat_user_messages m on m.message_id = e.chat_user_message_id
                left join l on l.stage_execution_id = e.execution_id
                left join c on c.stage_execution_id = e.execution_id
                left join x on x.parent_stage_execution_id = e.execution_id
            where upto - own < {max}
            order by nth""";

    private static final String REREAD = """
            page
                join stage_executions e on e.session_id = {session} and e.execution_id = page.execution_id""";

    private static final Tokens NO_TOKENS = new Tokens(null, null, null);

    private StageQueries() {
    }

    /**
     * The stages of a session, each with the message that it responds to. Parameter: session_id.
     */
    public static String stages(Dialect dialect) {
        return "select " + stageColumns(dialect) + " from " + STAGES_WITH_MESSAGES + " where e.session_id = "
                + dialect.placeholder(1);
    }

    private static String stageColumns(Dialect dialect) {
        return SqlTemplate.of("""
                {stage},
                    case when {large} then {strategy} end as output_strategy,
                    case when {large} then {provider} end as output_provider,
                    m.message_id, {content}, m.author, m.created_at_us""")
                .with("stage", LargeColumn.selected(Tables.STAGES, "e")).with("large", LARGE_OUTPUT)
                .with("strategy", dialect.member("e.stage_output", "iteration_strategy"))
                .with("provider", dialect.member("e.stage_output", "llm_provider"))
                .with("content", LargeColumn.CHAT_CONTENT.selected("m")).sql();
    }

    /**
     * The next stages of a session with the figures of their interactions. As in a page of the timeline, a first step finds out
     * how many make a page.
     */
    public static Statement stages(StageQuery query, Dialect dialect) {
        Parameters parameters = new Parameters(dialect);
        String session = parameters.add(query.sessionId());
        String level = query.parentId() == null ? "is null" : "= " + parameters.add(query.parentId());
        String lastSeq = parameters.add(query.lastSeq());
        List<String> place = stagePlace(query.parentId() == null);
        return Statement.of(SqlTemplate.of(STAGES_PAGE).with("columns", stageColumns(dialect))
                .with("kept", dialect.rereadsPages() ? "execution_id, own" : "coming.*")
                .with("passed", dialect.rereadsPages() ? "e.execution_id" : "e.*")
                .with("stages", dialect.rereadsPages() ? REREAD : "page e")
                .with("session", session).with("level", level).with("from", STAGES_WITH_MESSAGES)
                .with("bytes", stageBytes()).with("place", String.join(", ", place))
                .with("named", numbered(place, " as k")).with("order", orderNames(place.size()))
                .with("after", after(query.after(), parameters))
                .with("llm", figures(InteractionKind.LLM, session, lastSeq))
                .with("mcp", figures(InteractionKind.MCP, session, lastSeq))
                .with("executions", executions(session, lastSeq))
                .with("rows", String.valueOf(StageQuery.MAX_ROWS)).with("max", String.valueOf(StageQuery.MAX_BYTES)).sql(),
                parameters);
    }

    private static String stageBytes() {
        return SqlTemplate.of("{stage} + case when m.message_id is null then 0 else {row} + {message} end")
                .with("stage", RowBytes.inline(Tables.STAGES, "e")).with("row", String.valueOf(RowBytes.ROW))
                .with("message", LargeColumn.inlineLengths("chat_user_messages", "m")).sql();
    }

    private static String numbered(List<String> place, String as) {
        return IntStream.range(0, place.size()).mapToObj(i -> place.get(i) + as + i).collect(Collectors.joining(", "));
    }

    private static String orderNames(int size) {
        return IntStream.range(0, size).mapToObj(i -> "k" + i).collect(Collectors.joining(", "));
    }

    private static String after(StageQuery.Place place, Parameters parameters) {
        return Stream.of(place.execution(), place.chat(), place.stageIndex(), place.parallelIndex(), place.startedAtUs())
                .map(number -> "cast(" + parameters.add(number) + " as bigint)").collect(Collectors.joining(", "))
                + ", " + parameters.add(place.executionId());
    }

    /** What makes the order of stages: that of {@link StageQuery.Place}. */
    private static List<String> stagePlace(boolean topLevel) {
        return List.of(topLevel ? "cast(0 as bigint)" : "e.parallel_index", "case when e.chat_id is null then 0 else 1 end",
                "case when e.chat_id is null then e.stage_index else 0 end",
                "case when e.chat_id is null then e.parallel_index else 0 end",
                "coalesce(e.started_at_us, " + Long.MAX_VALUE + ")", "e.execution_id");
    }

    private static String figures(InteractionKind kind, String session, String lastSeq) {
        return SqlTemplate.of("""
                select i.stage_execution_id, count(*) as calls, cast(sum(i.duration_ms) as bigint) as duration_ms{tokens}
                from {table} i
                where i.session_id = {session} and i.seq <= {last}
                    and i.stage_execution_id in (select execution_id from page)
                group by i.stage_execution_id""").with("tokens", kind == InteractionKind.LLM ? ", " + tokensOf("i") : "")
                .with("table", InteractionTables.of(kind).name()).with("session", session).with("last", lastSeq).sql();
    }

    /**
     * How many executions stages have, and the tokens of these. A subquery finds the parent of an interaction's stage: while a
     * session is not in the statistics, a join may compare all of its interactions with all of its stages.
     */
    private static String executions(String session, String lastSeq) {
        return SqlTemplate.of("""
                select f.parent_stage_execution_id, sum(f.executions) as executions, {tokens}
                from (
                    select parent_stage_execution_id, count(*) as executions, cast(null as bigint) as input_tokens,
                        cast(null as bigint) as output_tokens, cast(null as bigint) as total_tokens
                    from children
                    group by parent_stage_execution_id
                    union all
                    select (
                        select k.parent_stage_execution_id
                        from stage_executions k
                        where k.session_id = a.session_id and k.execution_id = a.stage_execution_id),
                        0, a.input_tokens, a.output_tokens, a.total_tokens
                    from llm_interactions a
                    where a.session_id = {session} and a.seq <= {last} and exists (select 1 from children)) f
                group by f.parent_stage_execution_id""").with("tokens", tokensOf("f")).with("last", lastSeq)
                .with("session", session).sql();
    }

    private static String tokensOf(String alias) {
        return SqlTemplate.of(TOKENS).with("of", alias).sql();
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
}
