package io.alerthistory.storage.mapping;

import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.alerthistory.history.ActiveSession;
import io.alerthistory.history.Conversation;
import io.alerthistory.history.ConversationKind;
import io.alerthistory.history.FinalAnalysis;
import io.alerthistory.history.SessionProgress;
import io.alerthistory.history.SessionSummary;
import io.alerthistory.history.SessionSummary.ChainStatistics;
import io.alerthistory.json.JsonName;
import io.alerthistory.json.JsonText;
import io.alerthistory.session.SessionStatus;

/** The SQL of parts of sessions: portable. A caller gives the parameter as its database writes it. */
public final class SummaryQueries {

    private static final String ACTIVE = "session_id, agent_type, alert_type, status, author, started_at_us, completed_at_us";

    private static final Set<LargeColumn> ACTIVE_LARGE = EnumSet.of(LargeColumn.ERROR_MESSAGE, LargeColumn.PAUSE_METADATA);

    private SummaryQueries() {
    }

    public static String summary(String sessionId) {
        return """
                select llm_interaction_count, mcp_communication_count, started_at_us, completed_at_us,
                    coalesce(error_message, '') <> '' as failed,
                    session_input_tokens, session_output_tokens, session_total_tokens,
                    total_stages, completed_stages, failed_stages, stages_by_agent
                from alert_sessions
                where session_id = %s""".formatted(sessionId);
    }

    /** How far a session is. */
    public static String progress(String sessionId) {
        return """
                select session_id, status, version, last_interaction_at, current_stage_index,
                    total_stages, completed_stages, failed_stages
                from alert_sessions
                where session_id = %s""".formatted(sessionId);
    }

    public static SessionProgress progress(RowReader row) {
        return new SessionProgress(row.text("session_id"), JsonName.stored(SessionStatus.class, row.text("status")),
                row.number("version"), row.longOrNull("last_interaction_at"), row.integerOrNull("current_stage_index"),
                row.integer("total_stages"), row.integer("completed_stages"), row.integer("failed_stages"));
    }

    public static SessionSummary summary(RowReader row) {
        Long completed = row.longOrNull("completed_at_us");
        return SessionSummary.of(row.integer("llm_interaction_count"), row.integer("mcp_communication_count"),
                row.flag("failed"), completed == null ? null : completed - row.number("started_at_us"),
                row.longOrNull("session_input_tokens"), row.longOrNull("session_output_tokens"),
                row.longOrNull("session_total_tokens"),
                new ChainStatistics(row.integer("total_stages"), row.integer("completed_stages"),
                        row.integer("failed_stages"), row.json("stages_by_agent")));
    }

    /**
     * In the order of the index of open sessions, which is by the millisecond; only what one of these holds is sorted.
     *
     * @param sessions the table, with a hint where the database does not find that index by itself
     */
    public static String active(String sessions, String max) {
        return InlineTexts.of("""
                select %s, %s
                from %s
                where completed_at_us is null
                order by started_at_us / 1000 desc, started_at_us desc, session_id desc
                limit %s""".formatted(ACTIVE, InlineTexts.names(ACTIVE_LARGE), sessions, max), ACTIVE, ACTIVE_LARGE);
    }

    public static ActiveSession active(RowReader page, long nowUs) {
        String id = page.text("session_id");
        RowReader row = new LargeRow(page, ACTIVE_LARGE, RowKey.of(id));
        long started = row.number("started_at_us");
        return new ActiveSession(id, row.text("agent_type"), row.textOrNull("alert_type"),
                JsonName.stored(SessionStatus.class, row.text("status")), row.textOrNull("author"), started,
                row.longOrNull("completed_at_us"), InlineTexts.text(row, LargeColumn.ERROR_MESSAGE, id),
                row.jsonOrNull("pause_metadata"), Math.max(0, nowUs - started) / 1_000_000.0);
    }

    /** One statement, which selects only what is wanted. */
    public static String finalAnalysis(String sessionId, Set<ConversationKind> wanted) {
        return """
                select s.session_id, s.status, %s, %s, %s%s
                from alert_sessions s
                %s
                where s.session_id = %s""".formatted(LargeColumn.FINAL_ANALYSIS.selected("s"),
                LargeColumn.FINAL_ANALYSIS_SUMMARY.selected("s"), LargeColumn.ALERT_DATA.selected("s"),
                wanted.stream().map(SummaryQueries::columns).collect(Collectors.joining()),
                wanted.stream().map(kind -> join(kind, sessionId)).collect(Collectors.joining("\n")), sessionId);
    }

    /** Messages of a long conversation are the conversation as it is stored: they are found when they are wanted. */
    public static FinalAnalysis finalAnalysis(RowReader page, Set<ConversationKind> wanted) {
        String id = page.text("session_id");
        RowReader row = new LargeRow(page, EnumSet.of(LargeColumn.ALERT_DATA), RowKey.of(id));
        return new FinalAnalysis(InlineTexts.text(row, LargeColumn.FINAL_ANALYSIS, id),
                InlineTexts.text(row, LargeColumn.FINAL_ANALYSIS_SUMMARY, id), id,
                JsonName.stored(SessionStatus.class, row.text("status")),
                conversation(row, wanted, ConversationKind.INVESTIGATION), conversation(row, wanted, ConversationKind.CHAT),
                row.json("alert_data"));
    }

    private static String columns(ConversationKind kind) {
        return """
                ,
                    %1$s.model_name as %1$s_model_name, %1$s.provider as %1$s_provider,
                    %1$s.timestamp_us as %1$s_timestamp_us, %1$s.input_tokens as %1$s_input_tokens,
                    %1$s.output_tokens as %1$s_output_tokens, %1$s.total_tokens as %1$s_total_tokens,
                    %1$s.interaction_id as %1$s_interaction_id, %2$s"""
                .formatted(alias(kind), LargeColumn.LLM_CONVERSATION.renamed(alias(kind), alias(kind) + "_"));
    }

    /**
     * The choice is made over narrow columns, and one conversation is read. A subquery finds the stage, because a join may go
     * through all stages of a session that is not in the statistics yet.
     */
    private static String join(ConversationKind kind, String sessionId) {
        return """
                left join llm_interactions %1$s on %1$s.session_id = %2$s and %1$s.interaction_id = (
                    select i.interaction_id
                    from llm_interactions i
                    where i.session_id = %2$s
                        and i.conversation is not null
                        and i.interaction_type <> 'final_analysis_summary'
                        and (
                            select e.chat_id
                            from stage_executions e
                            where e.session_id = i.session_id and e.execution_id = i.stage_execution_id) is %3$s
                    order by case i.interaction_type when 'final_analysis' then 0 else 1 end, i.timestamp_us desc, i.seq desc
                    limit 1)""".formatted(alias(kind), sessionId, kind == ConversationKind.CHAT ? "not null" : "null");
    }

    private static @Nullable Conversation conversation(RowReader row, Set<ConversationKind> wanted, ConversationKind kind) {
        String alias = alias(kind);
        String model = wanted.contains(kind) ? row.textOrNull(alias + "_model_name") : null;
        return model == null ? null
                : new Conversation(model, row.textOrNull(alias + "_provider"), row.number(alias + "_timestamp_us"),
                        row.longOrNull(alias + "_input_tokens"), row.longOrNull(alias + "_output_tokens"),
                        row.longOrNull(alias + "_total_tokens"), messages(row, alias));
    }

    private static String alias(ConversationKind kind) {
        return switch (kind) {
            case INVESTIGATION -> "investigation";
            case CHAT -> "chat";
        };
    }

    private static JsonText messages(RowReader row, String alias) {
        JsonText conversation = row.jsonOrNull(alias + "_conversation");
        if (conversation != null) {
            return Conversation.messages(conversation);
        }
        long bytes = row.number(alias + "_conversation_bytes");
        return JsonText.stored(LargeColumn.LLM_CONVERSATION
                .stored(RowKey.in(row.text("session_id"), row.text(alias + "_interaction_id")), bytes));
    }
}
