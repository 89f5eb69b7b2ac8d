package io.alerthistory.storage.mapping;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.alerthistory.json.JsonText;
import io.alerthistory.session.AlertSession;
import io.alerthistory.session.SearchDocument;

/** What stands in the place of erased values: JSON in a shape that readers of the column expect. */
final class ErasedValues {

    static final String TEXT = "[erased]";

    /** What people or alerts wrote, in columns that are not long. */
    private static final Set<String> SHORT_TEXTS = Set.of("alert_sessions.author", "alert_sessions.alert_type",
            "chats.created_by", "chat_user_messages.author", "session_reviews.assignee", "session_reviews.feedback",
            "session_reviews.reviewed_by", "session_scores.analysis", "session_scores.author", "session_scores.source");

    private ErasedValues() {
    }

    static JsonText json(LargeColumn column) {
        return new JsonText(switch (column) {
            case LLM_CONVERSATION -> """
                    {"messages":[{"role":"user","content":"[erased]"}]}""";
            case CHAIN_DEFINITION -> """
                    {"erased":"[erased]","stages":[]}""";
            case MCP_SELECTION -> """
                    {"erased":"[erased]","servers":[]}""";
            case MCP_AVAILABLE_TOOLS -> """
                    {"erased":[{"name":"[erased]"}]}""";
            default -> """
                    {"erased":"[erased]"}""";
        });
    }

    /** The assignments of an UPDATE that erase the values of a table; nulls stay. */
    static String assignments(String table) {
        return Stream.concat(LargeColumn.of(table).stream()
                .map(large -> assignment(large.column(), large.json() ? json(large).text() : TEXT)),
                SHORT_TEXTS.stream().filter(column -> column.startsWith(table + ".")).sorted()
                        .map(column -> assignment(column.substring(table.length() + 1), TEXT)))
                .collect(Collectors.joining(", "));
    }

    /** The literal is one of this class. */
    private static String assignment(String column, String literal) {
        return "%1$s = case when %1$s is null then null else '%2$s' end".formatted(column, literal);
    }

    /** The search document of a session whose values were erased. */
    static String searchDocument(RowReader row) {
        AlertSession session = new AlertSession();
        session.sessionId = row.text("session_id");
        session.agentType = row.text("agent_type");
        session.alertType = erased(row, "alert_type");
        session.author = erased(row, "author");
        session.errorMessage = erased(row, "error_message");
        session.finalAnalysis = erased(row, "final_analysis");
        session.finalAnalysisSummary = erased(row, "final_analysis_summary");
        return SearchDocument.of(session, json(LargeColumn.ALERT_DATA)).toString();
    }

    @SuppressWarnings("NullAway") // null where the column is null
    private static String erased(RowReader row, String column) {
        return row.number("has_" + column) == 0 ? null : TEXT;
    }
}
