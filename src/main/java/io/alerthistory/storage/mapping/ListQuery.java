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
import io.alerthistory.storage.mapping.Order.Segment;

/** The SQL of one page of sessions: one statement, all values parameters, each segment in the order of an index. */
public final class ListQuery {

    /**
     * The minimum number of rows that a search scans in the list's order before it uses its index. A common term is found
     * among them, which saves sorting all matches of the index.
     */
    private static final long MIN_SCANNED = 1000;

    /** An optimisation barrier: both databases plan a subquery with a limit separately. No table has that many rows. */
    private static final String BARRIER = " limit 1000000000000";

    private static final List<String> LISTED = SessionFields.ALL.with(Use.LIST).stream().map(EntityField::name).toList();

    private static final Set<LargeColumn> LARGE = LISTED.stream()
            .flatMap(name -> LargeColumn.of("alert_sessions", name).stream())
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(LargeColumn.class)));

    /** Columns that no change of a session writes. */
    private static final String REVIEW = "review_status, latest_score";

    private static final String NARROW = LISTED.stream()
            .filter(name -> LargeColumn.of("alert_sessions", name).isEmpty()).collect(Collectors.joining(", ")) + ", "
            + REVIEW;

    private static final String COLUMNS = NARROW + ", " + InlineTexts.names(LARGE);

    private final SessionQuery query;
    private final Dialect dialect;
    private final Parameters parameters;
    private final Order order;
    private final List<Segment> segments;
    private final long scanned;

    private ListQuery(SessionQuery query, Dialect dialect, long scanBudget) {
        this.query = query;
        this.dialect = dialect;
        parameters = new Parameters(dialect);
        order = new Order(query, parameters);
        segments = order.segments();
        scanned = query.page().offset() + (segments.size() == 1 ? Math.max(MIN_SCANNED, scanBudget) : MIN_SCANNED);
    }

    /**
     * Selects one page and one row more, in the order of reading.
     *
     * @param scanBudget the number of rows that a search may scan in the list's order before it uses its index. When it is
     *        about the number of matches, a search takes at most twice the time of the better plan, wherever the matches are.
     */
    public static Statement page(SessionQuery query, Dialect dialect, long scanBudget) {
        ListQuery list = new ListQuery(query, dialect, scanBudget);
        SearchTerm term = query.filter().search();
        String sql = term == null ? list.page() : list.search(term);
        return Statement.of(InlineTexts.of(sql, NARROW, LARGE), list.parameters);
    }

    /** Makes the page from the rows of {@link #page}. */
    public static SessionPage page(SessionQuery query, List<SessionOverview> rows, Total total) {
        int size = query.page().size();
        List<SessionOverview> sessions = new ArrayList<>(rows.subList(0, Math.min(size, rows.size())));
        if (query.page().backward()) {
            Collections.reverse(sessions);
        }
        return new SessionPage(sessions, rows.size() > size, total);
    }

    private String page() {
        if (segments.size() == 1) {
            return select(COLUMNS, segments.get(0), null) + limited() + " offset " + parameters.add(query.page().offset());
        }
        return "select * from (" + union(segment -> select(COLUMNS + position(segment), segment, null) + reach())
                + ") segments order by "
                + order.ofAll() + limited() + " offset " + parameters.add(query.page().offset());
    }

    /** The steps select only identifiers; the last one fetches the rows of the page. */
    private String search(SearchTerm term) {
        String contains = dialect.contains("search_document", parameters.add(term.folded()));
        if (!dialect.isIndexed(term)) { // a term too short for the index is so common that no index is needed
            return "with found as (" + union(segment -> unindexed(segment, contains) + reach()) + ")" + fetched();
        }
        String maxScanned = parameters.add(scanned);
        String first = first(maxScanned, contains);
        String reach = reach();
        String indexed = dialect.indexed(term, parameters);
        String few = "(select count(*) from near) < " + needed();
        return SqlTemplate.of("""
                with near as materialized (
                    select session_id, segment_position, segment_key
                    from ({first}) scanned
                    where hit
                    order by {order}{reach}),
                found as (
                    select * from near where not {few}
                    union all
                    select * from ({far}) far){fetched}""").with("first", first).with("order", inOrder())
                .with("reach", reach).with("few", few)
                .with("far", union(segment -> matched(segment, indexed + " and " + few) + reach())).with("fetched", fetched())
                .sql();
    }

    /**
     * Scans in the list's order. For a rare short term this could scan the whole history, unless the list is in the order of
     * the filter's time range. In any other order the rows of the range are selected first.
     */
    private String unindexed(Segment segment, String contains) {
        boolean inOrderOfRange = query.sort().key() == SessionSort.Key.STARTED_AT_US;
        return inOrderOfRange || !query.filter().hasShortRange() ? select(identifier(segment), segment, contains)
                : "select * from (" + unordered(identifier(segment), dialect.sessionsByStart(), segment, contains) + BARRIER
                        + ") matched order by "
                        + order.ofOne();
    }

    /** For one segment, in the columns by which the planner recognises the order of the index, and that it may stop early. */
    private String inOrder() {
        return segments.size() == 1 ? order.ofOne() : order.ofAll();
    }

    /** The first rows of all segments together: a later row of one segment may come after the rows of another. */
    private String first(String maxScanned, String contains) {
        Function<Segment, String> each = segment -> select(identifier(segment) + ", " + contains + " as hit", segment, null)
                + " limit " + maxScanned;
        return segments.size() == 1 ? each.apply(segments.get(0))
                : "select * from (" + union(each) + ") merged order by " + order.ofAll() + " limit " + maxScanned;
    }

    private String fetched() {
        return " select " + COLUMNS + " from found join alert_sessions using (session_id) order by " + order.ofAll()
                + limited() + " offset " + parameters.add(query.page().offset());
    }

    /** Sorts the matches of the index. The planner cannot know that a scan in the list's order finds none soon. */
    private String matched(Segment segment, String condition) {
        return "select * from (" + unordered(identifier(segment), segment, condition) + dialect.barrier()
                + ") matched order by "
                + order.ofOne();
    }

    private String union(Function<Segment, String> select) {
        return segments.stream()
                .map(segment -> "select * from (" + select.apply(segment) + ") segment_" + segments.indexOf(segment))
                .collect(Collectors.joining(" union all "));
    }

    private static String identifier(Segment segment) {
        return "session_id" + position(segment);
    }

    private static String position(Segment segment) {
        return ", " + segment.position() + " as segment_position, " + segment.key() + " as segment_key";
    }

    private String select(String columns, Segment segment, @Nullable String condition) {
        return unordered(columns, segment, condition) + " order by " + segment.orderBy();
    }

    private String unordered(String columns, Segment segment, @Nullable String condition) {
        return unordered(columns, "alert_sessions", segment, condition);
    }

    private String unordered(String columns, String sessions, Segment segment, @Nullable String condition) {
        List<String> conditions = FilterSql.conditions(query.filter(), parameters);
        conditions.addAll(segment.conditions());
        if (condition != null) {
            conditions.add(condition);
        }
        return "select " + columns + " from " + sessions + FilterSql.where(conditions);
    }

    private String limited() {
        return " limit " + parameters.add(query.page().size() + 1L);
    }

    /** The maximum number of rows that the page needs from one segment. */
    private String reach() {
        return " limit " + needed();
    }

    private String needed() {
        return parameters.add(query.page().offset() + query.page().size() + 1L);
    }

    /** Selects one session as the list shows it; its texts come with it unless they are long. */
    public static String one(String id) {
        return InlineTexts.of(SqlTemplate.of("""
                select {columns}
                from alert_sessions
                where session_id = {id}""").with("columns", COLUMNS).with("id", id).sql(), NARROW, LARGE);
    }

    /** A row of a page. */
    public static SessionOverview overview(RowReader page) {
        String id = page.text("session_id");
        RowReader row = new LargeRow(page, LARGE, RowKey.of(id));
        return SessionOverview.of(row, InlineTexts.text(row, LargeColumn.ERROR_MESSAGE, id),
                InlineTexts.text(row, LargeColumn.FINAL_ANALYSIS_SUMMARY, id));
    }
}
