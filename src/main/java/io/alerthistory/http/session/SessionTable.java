package io.alerthistory.http.session;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.alerthistory.history.ListedSessions;
import io.alerthistory.history.SessionOverview;
import io.alerthistory.http.Csv;
import io.alerthistory.json.JsonName;
import io.alerthistory.json.JsonPart;
import io.alerthistory.json.LongText;
import io.alerthistory.json.Utf8;
import io.alerthistory.stream.JsonDocument;
import io.smallrye.mutiny.Uni;

/** The rows of the list as comma-separated values with a header. */
final class SessionTable {

    private static final List<String> COLUMNS = List.of("session_id", "alert_id", "alert_type", "agent_type", "status",
            "author", "started_at", "completed_at", "started_at_us", "completed_at_us", "duration_ms", "chain_id",
            "total_stages", "completed_stages",
            "failed_stages", "llm_interaction_count", "mcp_communication_count", "session_input_tokens",
            "session_output_tokens", "session_total_tokens", "review_status", "latest_score", "error_message",
            "final_analysis_summary");

    /** Stands for a text that stays in the database; no spreadsheet has cells of its length. */
    private static final String TOO_LONG = "[too long for a cell]";

    private SessionTable() {
    }

    static JsonDocument document(ListedSessions sessions) {
        AtomicBoolean begun = new AtomicBoolean();
        JsonPart.Source source = () -> begun.compareAndSet(false, true)
                ? Uni.createFrom().item(JsonPart.Bytes.of(Utf8.of(Csv.row(COLUMNS.stream()))))
                : sessions.next().map(SessionTable::part);
        return new JsonDocument(List.of(new JsonPart.Later(source)), false, () -> {
        });
    }

    private static @Nullable JsonPart part(@Nullable List<SessionOverview> page) {
        return page == null ? null
                : JsonPart.Bytes.of(Utf8.of(page.stream().map(session -> Csv.row(values(session)))
                        .collect(Collectors.joining())));
    }

    private static Stream<String> values(SessionOverview session) {
        return Stream.of(session.sessionId(), session.alertId(), session.alertType(), session.agentType(), session.status(),
                session.author(), Csv.time(session.startedAtUs()), Csv.time(session.completedAtUs()), session.startedAtUs(),
                session.completedAtUs(), session.durationMs(), session.chainId(),
                session.totalStages(), session.completedStages(), session.failedStages(), session.llmInteractionCount(),
                session.mcpCommunicationCount(), session.sessionInputTokens(), session.sessionOutputTokens(),
                session.sessionTotalTokens(), session.reviewStatus(), session.latestScore(), session.errorMessage(),
                session.finalAnalysisSummary()).map(SessionTable::text);
    }

    private static String text(@Nullable Object value) {
        return value == null ? ""
                : value instanceof JsonName name ? name.jsonName()
                        : value instanceof LongText text ? text.inMemory().orElse(TOO_LONG) : value.toString();
    }
}
