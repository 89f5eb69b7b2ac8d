package io.alerthistory.storage.mapping;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.alerthistory.erasure.EraseCandidate;
import io.alerthistory.erasure.EraseLabel;
import io.alerthistory.erasure.EraseMatch;
import io.alerthistory.erasure.ErasedRows;
import io.alerthistory.erasure.InteractionPlace;
import io.alerthistory.history.SearchTerm;
import io.alerthistory.interaction.InteractionKind;

/** The SQL of erasures, the same on both databases. */
public final class ErasureQueries {

    private static final String MESSAGES_OF = "chat_id in (select chat_id from chats where {of})";

    /** Strings that a stored response may show of a session, beside a session or a stage, which a replay reads again. */
    private static final List<String> SHOWN = List.of("content", "author", "created_by", "held_by", "hold_reason", "analysis",
            "source", "tags");

    private final Dialect dialect;

    /** A session whose row is locked. */
    public record Locked(String sessionId, boolean held, String erasedDocument) {
    }

    public ErasureQueries(Dialect dialect) {
        this.dialect = dialect;
    }

    /** Sessions that match and are not on hold, in no order: the first that an index finds. */
    public Statement find(EraseMatch match, int max) {
        Parameters parameters = new Parameters(dialect);
        String sql = """
                select session_id, 1 + total_stages + llm_interaction_count + mcp_communication_count as weight
                from alert_sessions
                where %s and held_at_us is null
                limit %s""".formatted(conditions(match, parameters), parameters.add((long) max));
        return Statement.of(sql, parameters);
    }

    /** A row of {@link #find}. */
    public static EraseCandidate candidate(RowReader row) {
        return new EraseCandidate(row.text("session_id"), row.number("weight"));
    }

    /** The number of sessions that match and are on hold. */
    public Statement held(EraseMatch match) {
        Parameters parameters = new Parameters(dialect);
        String sql = """
                select count(*) as held
                from alert_sessions
                where %s and held_at_us is not null""".formatted(conditions(match, parameters));
        return Statement.of(sql, parameters);
    }

    private String conditions(EraseMatch match, Parameters parameters) {
        List<String> conditions = new ArrayList<>();
        if (match.sessionIds() != null) {
            conditions.add(dialect.anyOf("session_id", match.sessionIds(), parameters));
        }
        if (match.author() != null) {
            conditions.add("author = " + parameters.add(match.author()));
        }
        EraseLabel label = match.label();
        if (label != null) {
            SearchTerm term = new SearchTerm(label.value());
            if (dialect.isIndexed(term)) { // the search finds every string of an alert
                conditions.add(dialect.indexed(term, parameters));
            }
            conditions.add(dialect.labelled("alert_data", parameters.add(label.name()), parameters.add(label.value())));
        }
        return String.join(" and ", conditions);
    }

    /** The rows of sessions, which a transaction changes next. */
    public Statement lock(Collection<String> sessionIds) {
        Parameters parameters = new Parameters(dialect);
        String sql = """
                select session_id, agent_type, case when held_at_us is null then 0 else 1 end as held, %s
                from alert_sessions
                where %s
                order by session_id %s""".formatted(
                Stream.of("alert_type", "author", "error_message", "final_analysis", "final_analysis_summary")
                        .map("case when %1$s is null then 0 else 1 end as has_%1$s"::formatted)
                        .collect(Collectors.joining(", ")),
                dialect.anyOf("session_id", sessionIds, parameters), dialect.forUpdate());
        return Statement.of(sql, parameters);
    }

    /** A row of {@link #lock}. */
    public static Locked locked(RowReader row) {
        return new Locked(row.text("session_id"), row.number("held") == 1, ErasedValues.searchDocument(row));
    }

    /** The rows that belong to sessions, by table. */
    public Statement count(Collection<String> sessionIds) {
        Parameters parameters = new Parameters(dialect);
        String of = dialect.anyOf("session_id", sessionIds, parameters);
        String sql = "select " + Stream.concat(
                Stream.of("alert_sessions", "stage_executions", "llm_interactions", "mcp_interactions", "chats",
                        "session_reviews",
                        "session_scores", "events")
                        .map(table -> counted(table, of)),
                Stream.of(counted("chat_user_messages", MESSAGES_OF.replace("{of}", of)),
                        counted("idempotency_keys", responses(of))))
                .collect(Collectors.joining(", "));
        return Statement.of(sql, parameters);
    }

    private static String counted(String table, String condition) {
        return "(select count(*) from " + table + " where " + condition + ") as " + table;
    }

    /** A row of {@link #count}. */
    public static ErasedRows rows(RowReader row) {
        return new ErasedRows(row.number("alert_sessions"), row.number("stage_executions"), row.number("llm_interactions"),
                row.number("mcp_interactions"), row.number("chats"), row.number("chat_user_messages"),
                row.number("session_reviews"), row.number("session_scores"), row.number("events"),
                row.number("idempotency_keys"));
    }

    /** The stored responses that show something of sessions or their chats. */
    private static String responses(String of) {
        return "answer_body is not null and subject_id in (select session_id from alert_sessions where " + of
                + " union all select chat_id from chats where " + of + ")";
    }

    /** Takes what is erased out of stored responses. A replay reads a session or a stage again. */
    public Statement redactResponses(Collection<String> sessionIds) {
        Parameters parameters = new Parameters(dialect);
        String of = dialect.anyOf("session_id", sessionIds, parameters);
        String sql = """
                update idempotency_keys
                set answer_body = case
                    when %s is null then %s
                    end
                where %s""".formatted(dialect.member("answer_headers", "Content-Location"),
                dialect.withMembers("answer_body", SHOWN, ErasedValues.TEXT), responses(of));
        return Statement.of(sql, parameters);
    }

    /** Marks the days of alerts whose sums change when sessions are deleted. */
    public Statement touchAlerts(Collection<String> sessionIds) {
        return AlertSessionQueries.touch(sessionIds, dialect);
    }

    /** Deletes sessions with everything that belongs to them. */
    public Statement delete(Collection<String> sessionIds) {
        return ofSessions("delete from alert_sessions where {of}", sessionIds);
    }

    /** What redacts the rows that belong to sessions, without interactions. */
    public List<Statement> redactChildren(Collection<String> sessionIds) {
        return List.of(ofSessions(update("stage_executions") + "{of}", sessionIds),
                ofSessions(update("chat_user_messages") + MESSAGES_OF, sessionIds),
                ofSessions(update("chats") + "{of}", sessionIds),
                ofSessions(update("session_reviews") + "{of}", sessionIds),
                ofSessions(update("session_scores") + "{of}", sessionIds),
                ofSessions("update session_scores set tags = '[]' where {of}", sessionIds),
                ofSessions("delete from events where {of}", sessionIds));
    }

    private Statement ofSessions(String sql, Collection<String> sessionIds) {
        Parameters parameters = new Parameters(dialect);
        return Statement.of(sql.replace("{of}", dialect.anyOf("session_id", sessionIds, parameters)), parameters);
    }

    /** Redacts interactions after a place, and returns their places. */
    public Statement redactInteractions(Collection<String> sessionIds, InteractionKind kind, InteractionPlace after, int max) {
        Parameters parameters = new Parameters(dialect);
        String table = InteractionTables.of(kind).name();
        String sql = """
                %s (session_id, seq) in (
                    select session_id, seq
                    from %s
                    where %s and (session_id, seq) > (%s, %s)
                    order by session_id, seq
                    limit %s)
                returning session_id, seq""".formatted(update(table), table,
                dialect.anyOf("session_id", sessionIds, parameters), parameters.add(after.sessionId()),
                parameters.add(after.seq()), parameters.add((long) max));
        return Statement.of(sql, parameters);
    }

    /** A row of {@link #redactInteractions}. */
    public static InteractionPlace place(RowReader row) {
        return new InteractionPlace(row.text("session_id"), row.number("seq"));
    }

    /** Redacts the row of one session. */
    public Statement redactSession(Locked session, long nowUs) {
        Parameters parameters = new Parameters(dialect);
        String sql = """
                update alert_sessions
                set %s, search_document = %s, erased_at_us = %s, version = version + 1
                where session_id = %s""".formatted(ErasedValues.assignments("alert_sessions"),
                parameters.add(session.erasedDocument()), parameters.add(nowUs), parameters.add(session.sessionId()));
        return Statement.of(sql, parameters);
    }

    private static String update(String table) {
        return "update " + table + " set " + ErasedValues.assignments(table) + " where ";
    }
}
