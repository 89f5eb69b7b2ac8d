package io.alerthistory.storage.mapping;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.alerthistory.history.PageRequest;
import io.alerthistory.history.SessionFilter;
import io.alerthistory.history.SessionOverview;
import io.alerthistory.history.SessionSort;
import io.alerthistory.json.WireName;
import io.alerthistory.session.SessionStatus;

/** The SQL of a list of sessions: portable, all values parameters. The databases differ only in how they write a parameter. */
public final class ListQuery {

    /** A statement and its parameters in order. */
    public record Statement(String sql, List<Object> parameters) {
    }

    private static final String COLUMNS = "session_id, alert_id, alert_type, agent_type, status, author, started_at_us,"
            + " completed_at_us, error_message, cast(pause_metadata as text) as pause_metadata, llm_interaction_count,"
            + " mcp_communication_count, session_input_tokens, session_output_tokens, session_total_tokens, chain_id,"
            + " total_stages, completed_stages, failed_stages, current_stage_index, has_parallel_stages,"
            + " cast(mcp_selection as text) as mcp_selection, slack_message_fingerprint, chat_message_count,"
            + " final_analysis_summary";

    private final IntFunction<String> placeholder;
    private final List<Object> parameters = new ArrayList<>();
    private final String where;

    private ListQuery(SessionFilter filter, IntFunction<String> placeholder) {
        this.placeholder = placeholder;
        List<String> conditions = new ArrayList<>();
        if (!filter.statuses().isEmpty()) {
            conditions
                    .add(filter.statuses().stream().map(this::parameter).collect(Collectors.joining(", ", "status in (", ")")));
        }
        condition(conditions, "agent_type = ", filter.agentType());
        condition(conditions, "alert_type = ", filter.alertType());
        condition(conditions, "started_at_us >= ", filter.startDateUs());
        condition(conditions, "started_at_us <= ", filter.endDateUs());
        where = " from alert_sessions" + (conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions));
    }

    /**
     * One page.
     *
     * @param placeholder writes the parameter of a number from 1
     */
    public static Statement page(SessionFilter filter, SessionSort sort, PageRequest page, long nowUs,
            IntFunction<String> placeholder) {
        ListQuery query = new ListQuery(filter, placeholder);
        String direction = sort.ascending() ? " asc" : " desc";
        String key = switch (sort.key()) {
            case STARTED_AT_US -> "started_at_us" + direction;
            case STATUS -> "status" + direction;
            case AGENT_TYPE -> "agent_type" + direction;
            case ALERT_TYPE -> "alert_type" + direction + " nulls last";
            case AUTHOR -> "author" + direction + " nulls last";
            case COMPLETED_AT_US -> "completed_at_us" + direction + " nulls last";
            case DURATION_MS -> "(coalesce(completed_at_us, " + query.parameter(nowUs) + ") - started_at_us)" + direction;
        };
        String sql = "select " + COLUMNS + query.where + " order by " + key + ", session_id" + direction + " limit "
                + query.parameter((long) page.size()) + " offset " + query.parameter(page.offset());
        return new Statement(sql, query.parameters);
    }

    /** How many there are in all. */
    public static Statement count(SessionFilter filter, IntFunction<String> placeholder) {
        ListQuery query = new ListQuery(filter, placeholder);
        return new Statement("select count(*) as total" + query.where, query.parameters);
    }

    public static SessionOverview overview(RowReader row) {
        long started = row.number("started_at_us");
        Long completed = row.longOrNull("completed_at_us");
        int llm = row.integer("llm_interaction_count");
        int mcp = row.integer("mcp_communication_count");
        int chatMessages = row.integer("chat_message_count");
        return new SessionOverview(row.text("session_id"), row.textOrNull("alert_id"), row.textOrNull("alert_type"),
                row.text("agent_type"), WireName.stored(SessionStatus.class, row.text("status")), row.textOrNull("author"),
                started, completed, row.textOrNull("error_message"), row.jsonOrNull("pause_metadata"), llm, mcp, llm + mcp,
                row.longOrNull("session_input_tokens"), row.longOrNull("session_output_tokens"),
                row.longOrNull("session_total_tokens"), row.text("chain_id"), row.integer("total_stages"),
                row.integer("completed_stages"), row.integer("failed_stages"), row.integerOrNull("current_stage_index"),
                row.flag("has_parallel_stages"), row.jsonOrNull("mcp_selection"), row.textOrNull("slack_message_fingerprint"),
                chatMessages == 0 ? null : Integer.valueOf(chatMessages), row.textOrNull("final_analysis_summary"),
                completed == null ? null : Long.valueOf((completed - started) / 1000));
    }

    private void condition(List<String> conditions, String predicate, @Nullable Object value) {
        if (value != null) {
            conditions.add(predicate + parameter(value));
        }
    }

    private String parameter(Object value) {
        parameters.add(value);
        return placeholder.apply(parameters.size());
    }
}
