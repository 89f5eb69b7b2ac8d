package io.alerthistory.storage.mapping;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.alerthistory.history.SearchTerm;
import io.alerthistory.history.SessionOverview;
import io.alerthistory.history.SessionPage;
import io.alerthistory.history.SessionQuery;
import io.alerthistory.history.SessionSort;
import io.alerthistory.history.Total;
import io.alerthistory.session.EntityField;
import io.alerthistory.session.EntityField.Use;
import io.alerthistory.session.SessionFields;
import io.alerthistory.storage.mapping.Order.Run;

/** The SQL of one page of sessions: one statement, all values parameters, every run of rows in the order of an index. */
public final class ListQuery {

    /**
     * Rows in the list's order that are looked through at least before a search asks its index. What is common is found among
     * them, and the index, which would have to gather and sort every match, is left alone.
     */
    private static final long LOOKED_THROUGH = 1000;

    /** More rows than there are: both databases plan a subquery with a limit for itself. */
    private static final String PLANNED_APART = " limit 1000000000000";

    private static final List<String> LISTED = SessionFields.ALL.with(Use.LIST).stream().map(EntityField::name).toList();

    private static final Set<LargeColumn> LARGE = LISTED.stream()
            .flatMap(name -> LargeColumn.of("alert_sessions", name).stream())
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(LargeColumn.class)));

    private static final String NARROW = LISTED.stream()
            .filter(name -> LargeColumn.of("alert_sessions", name).isEmpty()).collect(Collectors.joining(", "));

    private static final String COLUMNS = NARROW + ", " + InlineTexts.names(LARGE);

    private final SessionQuery query;
    private final SearchDialect dialect;
    private final Parameters parameters;
    private final Order order;
    private final List<Run> runs;
    private final long lookedThrough;

    private ListQuery(SessionQuery query, SearchDialect dialect, long worthwhile) {
        this.query = query;
        this.dialect = dialect;
        parameters = new Parameters(dialect::placeholder);
        order = new Order(query, parameters);
        runs = order.runs();
        lookedThrough = query.page().offset() + (runs.size() == 1 ? Math.max(LOOKED_THROUGH, worthwhile) : LOOKED_THROUGH);
    }

    /**
     * One page and one row more, in the order of reading.
     *
     * @param worthwhile how many rows in the list's order a search may look through before it asks its index. Where that is
     *        about as many as the index would gather, a search takes no more than twice the time of the better way, wherever
     *        the matches are.
     */
    public static Statement page(SessionQuery query, SearchDialect dialect, long worthwhile) {
        ListQuery list = new ListQuery(query, dialect, worthwhile);
        SearchTerm term = query.filter().search();
        String sql = term == null ? list.page() : list.search(term);
        return Statement.of(InlineTexts.of(sql, NARROW, LARGE), list.parameters);
    }

    /** The page of the rows that a statement of {@link #page} gave. */
    public static SessionPage page(SessionQuery query, List<SessionOverview> rows, Total total) {
        int size = query.page().size();
        List<SessionOverview> sessions = new ArrayList<>(rows.subList(0, Math.min(size, rows.size())));
        if (query.page().backward()) {
            Collections.reverse(sessions);
        }
        return new SessionPage(sessions, rows.size() > size, total);
    }

    private String page() {
        if (runs.size() == 1) {
            return select(COLUMNS, runs.get(0), null) + limited() + " offset " + parameters.add(query.page().offset());
        }
        return "select * from (" + union(run -> select(COLUMNS + placed(run), run, null) + reach()) + ") runs order by "
                + order.together() + limited() + " offset " + parameters.add(query.page().offset());
    }

    /** Only the names of the sessions go through the steps; the page's rows are fetched at the end. */
    private String search(SearchTerm term) {
        String contains = dialect.contains("search_document", parameters.add(term.folded()));
        if (!dialect.isIndexed(term)) { // too short for the index, and therefore too common to need it
            return "with found as (" + union(run -> unindexed(run, contains) + reach()) + ")" + fetched();
        }
        String looked = parameters.add(lookedThrough);
        String near = "select session_id, run_rank, run_key from (" + first(looked, contains) + ") looked where hit order by "
                + inOrder() + reach();
        String indexed = dialect.indexed(term, parameters);
        String few = "(select count(*) from near) < " + needed();
        return "with near as materialized (" + near + "), found as (select * from near where not " + few
                + " union all select * from (" + union(run -> gathered(run, indexed + " and " + few) + reach()) + ") far)"
                + fetched();
    }

    /**
     * Row by row in the list's order. A short word that is rare would take that through the whole history, unless the order is
     * that of
     * the range of time; so in another order the range is gathered first.
     */
    private String unindexed(Run run, String contains) {
        boolean inOrderOfRange = query.sort().key() == SessionSort.Key.STARTED_AT_US;
        return inOrderOfRange || !query.filter().hasShortRange() ? select(name(run), run, contains)
                : "select * from (" + unordered(name(run), dialect.sessionsByStart(), run, contains) + PLANNED_APART
                        + ") gathered order by "
                        + order.within();
    }

    /** Of one run, in terms in which the planner sees that the index's order is wanted and that it may stop early. */
    private String inOrder() {
        return runs.size() == 1 ? order.within() : order.together();
    }

    /** The first rows of all runs together: those that one run has beyond them may come after what another has there. */
    private String first(String looked, String contains) {
        Function<Run, String> each = run -> select(name(run) + ", " + contains + " as hit", run, null) + " limit " + looked;
        return runs.size() == 1 ? each.apply(runs.get(0))
                : "select * from (" + union(each) + ") merged order by " + order.together() + " limit " + looked;
    }

    private String fetched() {
        return " select " + COLUMNS + " from found join alert_sessions using (session_id) order by " + order.together()
                + limited() + " offset " + parameters.add(query.page().offset());
    }

    /** What the index finds, sorted: in the list's order nothing was found near, and a planner cannot know that. */
    private String gathered(Run run, String condition) {
        return "select * from (" + unordered(name(run), run, condition) + dialect.fence() + ") gathered order by "
                + order.within();
    }

    private String union(Function<Run, String> select) {
        return runs.stream().map(run -> "select * from (" + select.apply(run) + ") run_" + runs.indexOf(run))
                .collect(Collectors.joining(" union all "));
    }

    private static String name(Run run) {
        return "session_id" + placed(run);
    }

    private static String placed(Run run) {
        return ", " + run.rank() + " as run_rank, " + run.key() + " as run_key";
    }

    private String select(String columns, Run run, @Nullable String condition) {
        return unordered(columns, run, condition) + " order by " + run.orderBy();
    }

    private String unordered(String columns, Run run, @Nullable String condition) {
        return unordered(columns, "alert_sessions", run, condition);
    }

    private String unordered(String columns, String sessions, Run run, @Nullable String condition) {
        List<String> conditions = FilterSql.conditions(query.filter(), parameters);
        conditions.addAll(run.conditions());
        if (condition != null) {
            conditions.add(condition);
        }
        return "select " + columns + " from " + sessions + FilterSql.where(conditions);
    }

    private String limited() {
        return " limit " + parameters.add(query.page().size() + 1L);
    }

    /** As many rows as the page can need from one run. */
    private String reach() {
        return " limit " + needed();
    }

    private String needed() {
        return parameters.add(query.page().offset() + query.page().size() + 1L);
    }

    /** A row of a page. */
    public static SessionOverview overview(RowReader page) {
        String id = page.text("session_id");
        RowReader row = new LargeRow(page, LARGE, RowKey.of(id));
        return SessionOverview.of(row, InlineTexts.text(row, LargeColumn.ERROR_MESSAGE, id),
                InlineTexts.text(row, LargeColumn.FINAL_ANALYSIS_SUMMARY, id));
    }
}
