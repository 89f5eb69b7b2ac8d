package io.alerthistory.storage.mapping;

import java.util.Arrays;
import java.util.stream.Collectors;

import io.alerthistory.history.AlertTypeFigures;
import io.alerthistory.history.SessionCount;
import io.alerthistory.history.TimeBuckets;
import io.alerthistory.json.JsonName;
import io.alerthistory.session.SessionStatus;

/**
 * The SQL of figures about the sessions of a range of time: portable. They read as much of an index as the range has sessions.
 */
public final class FigureQueries {

    private static final String STATES = Arrays.stream(SessionStatus.values()).map(SessionStatus::jsonName)
            .collect(Collectors.joining("', '", "'", "'"));

    private FigureQueries() {
    }

    /**
     * Reads the index (status, started_at_us) alone, once for each status, and no row of the table. To name every status is
     * what
     * makes the range a condition of that index. The result has at most a row for each bucket and status.
     *
     * @param sessions the table, with a hint where the database does not find that index by itself
     */
    public static Statement counts(TimeBuckets range, String sessions, Dialect dialect) {
        Parameters parameters = new Parameters(dialect);
        String from = parameters.add(range.fromUs());
        String sql = SqlTemplate.of("""
                select {from} + (started_at_us - {from}) / {bucket} * {bucket} as bucket_us, status, count(*) as sessions
                from {sessions}
                where status in ({states}) and started_at_us >= {from} and started_at_us < {to}
                group by 1, 2
                order by 1, 2""").with("from", from).with("bucket", parameters.add(range.bucketUs()))
                .with("to", parameters.add(range.toUs())).with("sessions", sessions).with("states", STATES).sql();
        return Statement.of(sql, parameters);
    }

    /** A row of the counts. */
    public static SessionCount count(RowReader row) {
        return new SessionCount(row.number("bucket_us"), JsonName.stored(SessionStatus.class, row.text("status")),
                row.number("sessions"));
    }

    /**
     * Reads the rows of the range by the index on started_at_us. The columns stand before the payloads in a row, so no payload
     * is read.
     *
     * @param max how many types at most
     */
    public static Statement topAlertTypes(long fromUs, long toUs, int max, Dialect dialect) {
        Parameters parameters = new Parameters(dialect);
        String sql = SqlTemplate.of("""
                select alert_type, count(*) as sessions,
                    sum(case when status in ('failed', 'timed_out') then 1 else 0 end) as failed,
                    cast(avg((completed_at_us - started_at_us) / 1000) as bigint) as mean_duration_ms
                from {sessions}
                where started_at_us >= {from} and started_at_us < {to} and alert_type is not null
                group by alert_type
                order by 2 desc, 1
                limit {max}""").with("sessions", dialect.sessionsByStart()).with("from", parameters.add(fromUs))
                .with("to", parameters.add(toUs)).with("max", parameters.add((long) max)).sql();
        return Statement.of(sql, parameters);
    }

    /** A row of the types. */
    public static AlertTypeFigures figures(RowReader row) {
        return new AlertTypeFigures(row.text("alert_type"), row.number("sessions"), row.number("failed"),
                row.longOrNull("mean_duration_ms"));
    }
}
