package io.alerthistory.storage.mapping;

import io.alerthistory.usage.UsageFigures;
import io.alerthistory.usage.UsageGroup;
import io.alerthistory.usage.UsageQuery;

/** The SQL of usage, the same on both databases. */
public final class UsageQueries {

    private UsageQueries() {
    }

    /**
     * Reads the sessions of the range by the index of their start, and their calls by the key of the session. First each
     * session
     * is added up, so that sessions are counted without remembering which were.
     */
    public static Statement usage(UsageQuery query, Dialect dialect) {
        Parameters parameters = new Parameters(dialect);
        String sql = SqlTemplate
                .of("""
                        select group_key, count(*) as sessions, cast(sum(calls) as bigint) as calls,
                            cast(sum(input_tokens) as bigint) as input_tokens, cast(sum(output_tokens) as bigint) as output_tokens,
                            cast(sum(total_tokens) as bigint) as total_tokens, cast(sum(cost_nano_usd) as bigint) as cost_nano_usd,
                            cast(sum(unpriced_calls) as bigint) as unpriced_calls
                        from (
                            select {key} as group_key, session_id, count(*) as calls, sum(input_tokens) as input_tokens,
                                sum(output_tokens) as output_tokens, sum(total_tokens) as total_tokens,
                                sum(cost_nano_usd) as cost_nano_usd, sum(case when cost_nano_usd is null then 1 else 0 end) as unpriced_calls
                            from {sessions}
                            join llm_interactions using (session_id)
                            where started_at_us >= {from} and started_at_us < {to}
                            group by 1, 2) used
                        group by group_key
                        order by {order}
                        limit {max}""")
                .with("key", key(query.group())).with("sessions", dialect.sessionsByStart())
                .with("from", parameters.add(query.fromUs())).with("to", parameters.add(query.toUs()))
                .with("order", query.group() == UsageGroup.DAY ? "group_key"
                        : "coalesce(sum(cost_nano_usd), 0) desc, coalesce(sum(total_tokens), 0) desc, group_key")
                .with("max", parameters.add(UsageQuery.MAX_GROUPS + 1L)).sql();
        return Statement.of(sql, parameters);
    }

    /** Days of a range have the same number of digits since 1997. */
    private static String key(UsageGroup group) {
        return switch (group) {
            case MODEL -> "model_name";
            case ALERT_TYPE -> "alert_type";
            case AGENT -> "agent_type";
            case DAY -> "cast(started_at_us / 86400000000 as text)";
        };
    }

    /** A row of usage. */
    public static UsageFigures figures(RowReader row) {
        return new UsageFigures(row.textOrNull("group_key"), row.number("sessions"), row.number("calls"),
                row.longOrNull("input_tokens"), row.longOrNull("output_tokens"), row.longOrNull("total_tokens"),
                row.longOrNull("cost_nano_usd"), row.number("unpriced_calls"));
    }
}
