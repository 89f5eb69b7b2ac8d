package io.alerthistory.storage.mapping;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import io.alerthistory.session.SessionStatus;

/** The SQL of the number of sessions in every state: one index is read, and none of the rows. */
public final class StatusCounts {

    /** Every session. */
    public static final String EXACT = "select status, count(*) as sessions from alert_sessions group by status";

    private StatusCounts() {
    }

    /**
     * Those that have not ended are counted up to a bound; those that have are counted, too, while the table is small, and
     * beyond that estimated from what PostgreSQL knows of the distribution.
     */
    public static String estimate(long maxCounted) {
        return SqlTemplate.of("""
                with size as (
                    select greatest(reltuples, 0)::bigint as rows
                    from pg_class
                    where oid = 'alert_sessions'::regclass)
                select status, count(*) as sessions
                from (select status from alert_sessions where status in ({open}) limit {max}) as open
                group by status
                union all
                select status, count(*)
                from alert_sessions
                where status in ({ended}) and (select rows from size) < {max}
                group by status
                union all
                select known.status, (known.share * size.rows)::bigint
                from size, pg_stats,
                    unnest(most_common_vals::text::text[], most_common_freqs) as known (status, share)
                where schemaname = current_schema() and tablename = 'alert_sessions' and attname = 'status'
                    and known.status in ({ended}) and size.rows >= {max}""")
                .with("open", names(status -> !status.isTerminal())).with("ended", names(SessionStatus::isTerminal))
                .with("max", String.valueOf(maxCounted)).sql();
    }

    /** Every state with its count, those without a session with none. */
    public static Map<String, Long> complete(List<Map.Entry<String, Long>> found) {
        Map<String, Long> counts = new TreeMap<>();
        Arrays.stream(SessionStatus.values()).forEach(status -> counts.put(status.jsonName(), 0L));
        found.forEach(entry -> counts.put(entry.getKey(), entry.getValue()));
        return counts;
    }

    /** One row. */
    public static Map.Entry<String, Long> entry(RowReader row) {
        return Map.entry(row.text("status"), row.number("sessions"));
    }

    private static String names(Predicate<SessionStatus> wanted) {
        return Arrays.stream(SessionStatus.values()).filter(wanted).map(SessionStatus::jsonName)
                .collect(Collectors.joining("', '", "'", "'"));
    }
}
