package io.alerthistory.storage.mapping;

import java.util.Map;
import java.util.Set;

import io.alerthistory.history.StoredInteraction;
import io.alerthistory.history.StoredSession;
import io.alerthistory.history.TimelineQuery;
import io.alerthistory.interaction.Interaction;
import io.alerthistory.interaction.InteractionKind;
import io.alerthistory.json.StoredText;
import io.alerthistory.session.AlertSession;

/**
 * The SQL of a session, the size of its content, and its timeline page by page. It is portable: the databases differ only in
 * how they write a parameter. Parameters are numbered from 1.
 */
public final class DetailQueries {

    private static final String SESSIONS = "alert_sessions";

    private DetailQueries() {
    }

    /** A session, and the bytes of all that belongs to it. Parameter: session_id. */
    public static String session(Dialect dialect) {
        String message = RowBytes.ROW + " + octet_length(m." + LargeColumn.CHAT_CONTENT.column() + ")";
        String id = dialect.placeholder(1);
        return SqlTemplate.of("""
                select {columns},
                    {own} + {stages} + {llm} + {mcp} as content_bytes
                from alert_sessions s
                where s.session_id = {id}""").with("columns", LargeColumn.selected(Tables.SESSIONS, "s"))
                .with("own", LargeColumn.lengths(SESSIONS, "s"))
                .with("stages",
                        sum(RowBytes.all(Tables.STAGES, "e") + " + coalesce(" + message + ", 0)",
                                StageQueries.STAGES_WITH_MESSAGES,
                                id))
                .with("llm", sum(Tables.LLM_INTERACTIONS, id)).with("mcp", sum(Tables.MCP_INTERACTIONS, id)).with("id", id)
                .sql();
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

    /** All interactions of a kind, by time. Parameter: session_id. */
    public static String interactions(InteractionKind kind, Dialect dialect) {
        Table<Interaction> table = InteractionTables.of(kind);
        return "select " + table.selected() + " from " + table.name() + " where session_id = " + dialect.placeholder(1)
                + " order by timestamp_us, seq";
    }

    /**
     * The next interactions of a stage. A first step finds out by their lengths how many make a page, and only those are read.
     */
    public static Statement timeline(TimelineQuery query, Dialect dialect) {
        Table<Interaction> table = InteractionTables.of(query.kind());
        Parameters parameters = new Parameters(dialect);
        String key = table.key();
        String stage = query.stageExecutionId() == null ? "stage_execution_id is null"
                : "stage_execution_id = " + parameters.add(query.stageExecutionId());
        return Statement.of(SqlTemplate.of("""
                select {columns}
                from (
                    select {passed}, {bytes} as own,
                        sum({bytes}) over (order by t.timestamp_us, t.seq rows unbounded preceding) as upto
                    from {table} t
                    where t.session_id = {session} and t.{stage} and t.seq <= {last}
                        and (t.timestamp_us, t.seq) > ({time}, {seq})
                    order by t.timestamp_us, t.seq
                    limit {rows}) {page}
                where upto - own < {max}
                order by i.timestamp_us, i.seq""").with("columns", LargeColumn.selected(table, "i"))
                .with("passed", dialect.rereadsPages() ? "t." + key : "t.*")
                .with("page", dialect.rereadsPages() ? "page join {table} i on i.session_id = {session} and i." + key
                        + " = page." + key : "i")
                .with("bytes", RowBytes.inline(table, "t")).with("table", table.name())
                .with("session", parameters.add(query.sessionId())).with("stage", stage)
                .with("last", parameters.add(query.lastSeq())).with("time", parameters.add(query.afterUs()))
                .with("seq", parameters.add(query.afterSeq())).with("rows", parameters.add((long) TimelineQuery.MAX_ROWS))
                .with("max", String.valueOf(TimelineQuery.MAX_BYTES)).sql(), parameters);
    }

    /** One interaction of a kind. Parameters: session_id, and the interaction's identifier. */
    public static String interaction(InteractionKind kind, Dialect dialect) {
        Table<Interaction> table = InteractionTables.of(kind);
        return "select " + LargeColumn.selected(table, "i") + " from " + table.name() + " i where i.session_id = "
                + dialect.placeholder(1) + " and i." + table.key() + " = " + dialect.placeholder(2);
    }

    public static StoredInteraction interaction(RowReader row, InteractionKind kind) {
        Table<Interaction> table = InteractionTables.of(kind);
        RowKey key = RowKey.in(row.text("session_id"), row.text(table.key()));
        Set<LargeColumn> columns = LargeColumn.of(table.name());
        Map<String, StoredText> strings = LargeColumn.strings(row, table.name(), key);
        return new StoredInteraction(table.reader().apply(new LargeRow(row, columns, key)), strings);
    }
}
