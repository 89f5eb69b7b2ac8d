package io.alerthistory.storage.sqlite;

import java.util.function.Function;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.ResultIterable;
import org.jdbi.v3.core.statement.Query;

import io.alerthistory.history.CountMode;
import io.alerthistory.history.SessionFilter;
import io.alerthistory.history.SessionPage;
import io.alerthistory.history.SessionQuery;
import io.alerthistory.history.Total;
import io.alerthistory.storage.mapping.CountQuery;
import io.alerthistory.storage.mapping.ListQuery;
import io.alerthistory.storage.mapping.Parameters;
import io.alerthistory.storage.mapping.RowReader;
import io.alerthistory.storage.mapping.Statement;

/** A page of sessions and its total. */
final class SqliteSessionList {

    /** Sessions that an estimate looks at. */
    private static final int SAMPLE = 1000;

    private SqliteSessionList() {
    }

    static SessionPage page(Handle handle, SessionQuery query) {
        return ListQuery.page(query,
                query(handle, ListQuery.page(query, SqliteDialect.INSTANCE, 0), ListQuery::overview).list(),
                total(handle, query));
    }

    private static Total total(Handle handle, SessionQuery query) {
        SessionFilter filter = query.filter();
        return switch (query.count()) {
            case NONE -> Total.NONE;
            case EXACT -> Total.exact(count(handle, CountQuery.exact(filter, SqliteDialect.INSTANCE)));
            case ESTIMATE -> Total.estimate(estimate(handle, filter));
            case AUTO -> {
                long counted = count(handle, CountQuery.bounded(filter, SqliteDialect.INSTANCE));
                yield counted <= CountMode.BOUND ? Total.exact(counted) : Total.beyondBound(estimate(handle, filter));
            }
        };
    }

    private static long count(Handle handle, Statement statement) {
        return query(handle, statement, row -> row.number("total")).one();
    }

    /**
     * SQLite keeps no statistics of its own, so a sample is asked: sessions at even distances among the numbers that the search
     * gives them. What the numbers span, times the share of the sample that is there and matches, is the estimate.
     */
    private static long estimate(Handle handle, SessionFilter filter) {
        Parameters parameters = new Parameters(SqliteDialect.INSTANCE);
        String sql = """
                with recursive span (low, width) as (
                    select min(search_id), max(search_id) - min(search_id) + 1
                    from session_search_ids),
                points (i) as (
                    select 0
                    union all
                    select i + 1 from points where i < %1$d - 1),
                sample (id) as (
                    select distinct low + i * width / %1$d
                    from points, span)
                select
                    (select count(*) from sample) as points,
                    coalesce((select width from span), 0) as width,
                    (select count(*)
                    from sample
                    join session_search_ids on search_id = id
                    join alert_sessions using (session_id)
                    %2$s) as hits""".formatted(SAMPLE, CountQuery.conditions(filter, SqliteDialect.INSTANCE, parameters));
        return query(handle, new Statement(sql, parameters.values()),
                row -> row.number("points") == 0 ? 0 : row.number("hits") * row.number("width") / row.number("points")).one();
    }

    static <T> ResultIterable<T> query(Handle handle, Statement statement, Function<RowReader, T> reader) {
        Query query = handle.createQuery(statement.sql());
        for (int i = 0; i < statement.parameters().size(); i++) {
            query.bind("p" + (i + 1), statement.parameters().get(i));
        }
        return query.map(SqliteRow.mapper(reader));
    }
}
