package io.alerthistory.storage.postgresql;

import io.alerthistory.history.CountMode;
import io.alerthistory.history.SearchTerm;
import io.alerthistory.history.SessionFilter;
import io.alerthistory.history.SessionPage;
import io.alerthistory.history.SessionQuery;
import io.alerthistory.history.Total;
import io.alerthistory.storage.mapping.CountQuery;
import io.alerthistory.storage.mapping.ListQuery;
import io.alerthistory.storage.mapping.Statement;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;

/** A page of sessions and its total, by statements of one connection; those that do not wait for another share a round trip. */
final class PostgresSessionList {

    private PostgresSessionList() {
    }

    static Uni<SessionPage> page(SqlConnection connection, SessionQuery query) {
        return sample(connection, query.filter()).flatMap(sampled -> page(connection, query, sampled));
    }

    /** What the statistics say of the table; a number that lags behind, and a mistake of theirs is far below this size. */
    private static final String STATISTICS = "from pg_class where oid = 'alert_sessions'::regclass";
    private static final String IS_LARGE = "reltuples > " + 5L * CountMode.BOUND;

    /**
     * All sessions: counted up to the bound, or where the table is large, not counted at all. A dashboard asks for this page
     * all the time, and rows that are new have to be looked at one by one.
     */
    private static final String ALL = """
            select reltuples::bigint as estimate,
                case when %1$s then %2$d
                    else (select count(*) from (select from alert_sessions limit %2$d) bounded) end as total
            %3$s""".formatted(IS_LARGE, CountMode.BOUND + 1, STATISTICS);

    /** Rows of the sample that tells how common a search's term is; pages at random, so from all of the history. */
    private static final int SAMPLE = 500;

    /** Of a table that is not large, nothing. */
    static final String SAMPLED = """
            alert_sessions tablesample system (
                (select case when %1$s then 100.0 * %2$d / reltuples else 0 end
                %3$s))""".formatted(IS_LARGE, SAMPLE, STATISTICS);

    /** For how many rows one of the sample stands. */
    static final String SCALE = "(select reltuples / " + SAMPLE + " " + STATISTICS + ")";

    /**
     * What a sample tells of a search.
     *
     * @param hits among the sample's rows
     * @param scale for how many rows one of the sample stands
     */
    record Sampled(long hits, double scale) {

        private static final Sampled NOTHING = new Sampled(0, 0);

        /** A twentieth: for a larger part of the table PostgreSQL sorts all of it rather than follow an index. */
        private static final long MAX_IN_ORDER = SAMPLE / 20;

        /** About how many rows match. */
        long matches() {
            return Math.round(hits * scale);
        }

        /** The number of rows that a search may scan before it uses the index, which selects all matches. */
        long scanBudget() {
            return Math.round(Math.min(hits, MAX_IN_ORDER) * scale);
        }
    }

    private static Uni<SessionPage> page(SqlConnection connection, SessionQuery query, Sampled sampled) {
        return Uni.combine().all()
                .unis(execute(connection, ListQuery.page(query, PostgresDialect.INSTANCE, sampled.scanBudget())),
                        total(connection, query, sampled))
                .asTuple()
                .map(both -> ListQuery.page(query, PostgresRow.list(both.getItem1(), ListQuery::overview), both.getItem2()));
    }

    /** Asked for a search that its index could answer: whether it should depends on how much there is to be found. */
    private static Uni<Sampled> sample(SqlConnection connection, SessionFilter filter) {
        SearchTerm term = filter.search();
        if (term == null || !PostgresDialect.INSTANCE.isIndexed(term)) {
            return Uni.createFrom().item(Sampled.NOTHING);
        }
        return execute(connection, CountQuery.sampled(filter, PostgresDialect.INSTANCE, SAMPLED, SCALE)).map(rows -> {
            Row row = rows.iterator().next();
            return new Sampled(row.getLong("hits"), row.getDouble("scale"));
        });
    }

    private static Uni<Total> total(SqlConnection connection, SessionQuery query, Sampled sampled) {
        SessionFilter filter = query.filter();
        return switch (query.count()) {
            case NONE -> Uni.createFrom().item(Total.NONE);
            case EXACT -> count(connection, CountQuery.exact(filter, PostgresDialect.INSTANCE)).map(Total::exact);
            case ESTIMATE -> estimate(connection, filter).map(Total::estimate);
            // To look through tens of thousands of documents takes longer than anyone waits.
            case AUTO -> sampled.matches() > CountMode.BOUND ? Uni.createFrom().item(Total.beyondBound(sampled.matches()))
                    : filter.equals(SessionFilter.NONE) ? all(connection) : bounded(connection, filter);
        };
    }

    private static Uni<Total> bounded(SqlConnection connection, SessionFilter filter) {
        return count(connection, CountQuery.bounded(filter, PostgresDialect.INSTANCE))
                .flatMap(counted -> counted <= CountMode.BOUND ? Uni.createFrom().item(Total.exact(counted))
                        : estimate(connection, filter).map(Total::beyondBound));
    }

    private static Uni<Total> all(SqlConnection connection) {
        return connection.preparedQuery(ALL).execute().map(rows -> {
            Row row = rows.iterator().next();
            long total = row.getLong("total");
            return total <= CountMode.BOUND ? Total.exact(total) : Total.beyondBound(row.getLong("estimate"));
        });
    }

    private static Uni<Long> count(SqlConnection connection, Statement statement) {
        return execute(connection, statement).map(rows -> rows.iterator().next().getLong("total"));
    }

    private static Uni<Long> estimate(SqlConnection connection, SessionFilter filter) {
        return PostgresSql.estimate(CountQuery.matches(filter, PostgresDialect.INSTANCE),
                statement -> execute(connection, statement));
    }

    private static Uni<RowSet<Row>> execute(SqlConnection connection, Statement statement) {
        return connection.preparedQuery(statement.sql()).execute(PostgresDatabase.tuple(statement.parameters()));
    }
}
