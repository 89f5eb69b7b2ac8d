package io.alerthistory.storage.mapping;

import java.util.List;

import io.alerthistory.history.CountMode;
import io.alerthistory.history.SearchTerm;
import io.alerthistory.history.SessionFilter;

/** The SQL of a list's total. */
public final class CountQuery {

    /** A term is common when it has this number of hits among this number of newest sessions. */
    private static final String PROBED = "1000";
    private static final String COMMON = "200";

    private static final String NEWEST_FIRST = " order by started_at_us desc, session_id desc";

    private final SessionFilter filter;
    private final Dialect dialect;
    private final Parameters parameters;

    private CountQuery(SessionFilter filter, Dialect dialect) {
        this.filter = filter;
        this.dialect = dialect;
        parameters = new Parameters(dialect);
    }

    /** Every match. */
    public static Statement exact(SessionFilter filter, Dialect dialect) {
        CountQuery count = new CountQuery(filter, dialect);
        return Statement.of("select count(*) as total " + count.matches(), count.parameters);
    }

    /** The matches up to one more than {@link CountMode#BOUND}. */
    public static Statement bounded(SessionFilter filter, Dialect dialect) {
        CountQuery count = new CountQuery(filter, dialect);
        SearchTerm term = filter.search();
        String sql = term != null && dialect.isIndexed(term) ? count.boundedSearch(term)
                : "select " + count.upToBound(count.matches()) + " as total";
        return Statement.of(sql, count.parameters);
    }

    /**
     * How many rows of a sample match.
     *
     * @param sample the table in the database's own words, of which only a sample is read
     * @param scale for how many rows each of the sample stands
     */
    public static Statement sampled(SessionFilter filter, Dialect dialect, String sample, String scale) {
        Parameters parameters = new Parameters(dialect);
        return Statement.of("select count(*) as hits, " + scale + " as scale from " + sample
                + conditions(filter, dialect, parameters), parameters);
    }

    /** The rows themselves, for a planner's estimate. */
    public static Statement matches(SessionFilter filter, Dialect dialect) {
        CountQuery count = new CountQuery(filter, dialect);
        return Statement.of("select 1 " + count.matches(), count.parameters);
    }

    /** The conditions of the filter, the search asked row by row: for a look at a few rows. */
    public static String conditions(SessionFilter filter, Dialect dialect, Parameters parameters) {
        List<String> conditions = FilterSql.conditions(filter, parameters);
        SearchTerm term = filter.search();
        if (term != null) {
            conditions.add(dialect.contains("search_document", parameters.add(term.folded())));
        }
        return FilterSql.where(conditions);
    }

    /**
     * A trigram index selects all matches before it returns the first. For a common term, rows are counted in order instead.
     */
    private String boundedSearch(SearchTerm term) {
        String contains = dialect.contains("search_document", parameters.add(term.folded()));
        String rows = "from alert_sessions" + FilterSql.where(FilterSql.conditions(filter, parameters));
        return SqlTemplate.of("""
                with probe as materialized (select {contains} as hit {rows}{newest} limit {probed})
                select case
                    when (select count(*) from probe where hit) >= {common} then {inorder}
                    else {indexed}
                end as total""").with("contains", contains).with("rows", rows).with("newest", NEWEST_FIRST)
                .with("probed", PROBED).with("common", COMMON).with("inorder", upToBound(from(contains) + NEWEST_FIRST))
                .with("indexed", upToBound(from(dialect.indexed(term, parameters)) + NEWEST_FIRST)).sql();
    }

    private String upToBound(String rows) {
        return "(select count(*) from (select 1 as one " + rows + " limit " + (CountMode.BOUND + 1) + ") bounded)";
    }

    private String matches() {
        SearchTerm term = filter.search();
        if (term == null) {
            return "from alert_sessions" + FilterSql.where(FilterSql.conditions(filter, parameters));
        }
        return from(dialect.isIndexed(term) ? dialect.indexed(term, parameters)
                : dialect.contains("search_document", parameters.add(term.folded())));
    }

    private String from(String condition) {
        List<String> conditions = FilterSql.conditions(filter, parameters);
        conditions.add(condition);
        return "from alert_sessions" + FilterSql.where(conditions);
    }
}
