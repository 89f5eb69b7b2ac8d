package io.alerthistory.storage.mapping;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import io.alerthistory.erasure.EraseLabel;
import io.alerthistory.erasure.EraseMatch;
import io.alerthistory.history.ConversationKind;
import io.alerthistory.history.CountMode;
import io.alerthistory.history.Cursor;
import io.alerthistory.history.FilterField;
import io.alerthistory.history.PageRequest;
import io.alerthistory.history.SearchTerm;
import io.alerthistory.history.SessionFilter;
import io.alerthistory.history.SessionQuery;
import io.alerthistory.history.SessionSort;
import io.alerthistory.history.SessionSort.Key;
import io.alerthistory.history.StageQuery;
import io.alerthistory.history.TimeBuckets;
import io.alerthistory.history.TimelineQuery;
import io.alerthistory.history.TraceQuery;
import io.alerthistory.interaction.InteractionKind;
import io.alerthistory.storage.mapping.CatalogQueries.Listed;

/**
 * What is asked of the 100,000 sessions of many-sessions*.sql: every kind of filter, in every order, at the start and in depth.
 */
public final class ManySessions {

    public static final int COUNT = 100_000;

    private static final long START = 1_700_000_000_000_000L;
    public static final long NOW = START + 2L * COUNT * 1_000_000;

    /** A short word that nothing has, in a range of 850 sessions. */
    public static final SessionFilter SHORT_WORD = SessionFilter.NONE.with(FilterField.SEARCH, new SearchTerm("障害"))
            .with(FilterField.START_DATE_US, START + 50_000_000L).with(FilterField.END_DATE_US, START + 900_000_000L);

    /** The statement that gives each fifth of them an event, in the schema of this build. */
    public static final String EVENTS = """
            insert into events (type, session_id, payload, created_at_us)
            with recursive numbers (i) as (select 1 union all select i + 1 from numbers where i < 20000)
            select 'session.created', 's-' || (i * 5), '{}', i from numbers
            """;

    private ManySessions() {
    }

    /** The statements that give some of them stages and interactions; the same on both databases. */
    public static List<String> interactions() throws IOException {
        return Stream.of(Files.readString(Path.of("src/test/resources/many-interactions.sql")).split(";"))
                .filter(sql -> !sql.isBlank())
                .toList();
    }

    /**
     * What is read beside lists, of a session that has 100 calls of each kind.
     */
    public static Stream<Statement> parts(Dialect dialect) {
        String parameter = dialect.placeholder(1);
        Statement summary = new Statement(SummaryQueries.summary(parameter), List.of("s-50000"));
        Stream<Statement> analyses = Stream.of(EnumSet.noneOf(ConversationKind.class), EnumSet.allOf(ConversationKind.class))
                .map(wanted -> new Statement(SummaryQueries.finalAnalysis(parameter, wanted), List.of("s-77")));
        Stream<Statement> values = Stream.of(CatalogQueries.values(Listed.AGENT_TYPE, parameter),
                CatalogQueries.values(Listed.ALERT_TYPE, parameter), CatalogQueries.tools(parameter))
                .map(sql -> new Statement(sql, List.of(1000L)));
        Statement detail = new Statement(DetailQueries.session(dialect), List.of("s-77"));
        return Stream.of(Stream.of(summary, detail), analyses, values).flatMap(part -> part);
    }

    /**
     * The figures of a range of 5,000 sessions.
     *
     * @param sessions the table with its hint
     */
    public static Stream<Statement> figures(String sessions, Dialect dialect) {
        long from = START + 50_000_000_000L;
        return Stream.of(FigureQueries.counts(new TimeBuckets(from, from + 5_000_000_000L, 600_000_000L), sessions, dialect),
                FigureQueries.topAlertTypes(from, from + 5_000_000_000L, 10, dialect));
    }

    /**
     * The statements that read the children of a session.
     */
    public static Stream<Statement> ofASession(Dialect dialect) {
        Stream<Statement> chats = Stream.of(new Statement(ChatQueries.ofSession(dialect), List.of("s-50000")),
                new Statement(ChatQueries.byId(dialect), List.of("c-10000")),
                new Statement(ChatQueries.messages(dialect), List.of("c-10000", 50L, 0L, "chat-response-")),
                new Statement(ChatQueries.message(dialect), List.of("u-20000", "chat-response-")),
                new Statement(ChatQueries.misplaced(dialect), List.of("s-50000", "c-10000", "u-20000")));
        Stream<Statement> stages = Stream.of(
                new Statement(StageQueries.stages(dialect), List.of("s-77")),
                new Statement(ChangingTexts.OF_STAGES.bytes(Set.of(), dialect), List.of("e-76", "s-77")),
                new Statement(ChangingTexts.OF_STAGES.select(Set.of(), dialect), List.of("e-76", "s-77")));
        Stream<Statement> pages = pagesOfStages("s-77", "e-76")
                .map(page -> StageQueries.stages(page, dialect));
        return Stream.of(chats, stages, pages, Stream.of(InteractionKind.values()).flatMap(kind -> ofKind(kind, dialect)))
                .flatMap(statements -> statements);
    }

    /** Pages of a session's stages and of a stage's executions. */
    public static Stream<StageQuery> pagesOfStages(String sessionId, String stage) {
        return Stream.of(StageQuery.topLevel(sessionId, 20_000),
                new StageQuery(sessionId, stage, 20_000, new StageQuery.Place(1, 0, 0, 0, 0, stage)));
    }

    private static Stream<Statement> ofKind(InteractionKind kind, Dialect dialect) {
        return Stream.of(new Statement(DetailQueries.interactions(kind, dialect), List.of("s-77")),
                new Statement(DetailQueries.interaction(kind, dialect), List.of("s-77", "l-76")),
                TraceQueries.trace(new TraceQuery("s-77", 5, 150), dialect),
                DetailQueries.timeline(new TimelineQuery("s-77", "e-76", kind, 20_000, -1, -1), dialect),
                DetailQueries.timeline(new TimelineQuery("s-77", null, kind, 20_000, 5, 5), dialect));
    }

    public static Statement active(String sessions, String parameter) {
        return new Statement(SummaryQueries.active(sessions, parameter), List.of(1001L));
    }

    public static Statement queue(String parameter) {
        return new Statement(QueueQuery.sql(parameter), List.of(3000L));
    }

    /** What an erasure asks before it changes anything. */
    public static Stream<Statement> erasures(Dialect dialect) {
        ErasureQueries queries = new ErasureQueries(dialect);
        List<String> ids = List.of("s-77", "s-50000");
        EraseLabel label = new EraseLabel("user", "f00dfeed");
        return Stream.of(queries.lock(ids), queries.count(ids),
                queries.find(new EraseMatch(null, null, ids), 1000),
                queries.find(new EraseMatch("nobody@example.org", null, null), 1000),
                queries.find(new EraseMatch(null, label, null), 1000), queries.held(new EraseMatch(null, label, null)),
                queries.held(new EraseMatch("nobody@example.org", null, null)));
    }

    public static Stream<SessionFilter> filters() {
        return Stream.of(SessionFilter.NONE, statuses("completed"), statuses("paused"), statuses("completed", "failed"),
                statuses("in_progress", "pending", "paused"), statuses("no such"),
                SessionFilter.NONE.with(FilterField.AGENT_TYPE, "agent-3"),
                SessionFilter.NONE.with(FilterField.ALERT_TYPE, "type-7"),
                SessionFilter.NONE.with(FilterField.STATUS, List.of("failed")).with(FilterField.AGENT_TYPE, "agent-3")
                        .with(FilterField.ALERT_TYPE, "type-7"),
                SessionFilter.NONE.with(FilterField.START_DATE_US, START + 50_000_000L).with(FilterField.END_DATE_US,
                        START + 900_000_000L),
                search("kubernetes"), search("f00dfeed"), search("nowhere to be found"), search("only-old-ones"),
                SessionFilter.NONE.with(FilterField.STATUS, List.of("completed")).with(FilterField.AGENT_TYPE, "agent-3")
                        .with(FilterField.SEARCH, new SearchTerm("kubernetes")),
                SHORT_WORD);
    }

    public static SessionFilter statuses(String... statuses) {
        return SessionFilter.NONE.with(FilterField.STATUS, List.of(statuses));
    }

    public static SessionFilter search(String term) {
        return SessionFilter.NONE.with(FilterField.SEARCH, new SearchTerm(term));
    }

    public static Stream<SessionQuery> pages(SessionFilter filter) {
        return Stream.of(Key.values()).flatMap(key -> Stream.of(true, false).map(ascending -> new SessionSort(key, ascending)))
                .flatMap(sort -> Stream
                        .of(PageRequest.numbered(1, 20), PageRequest.numbered(10, 100),
                                PageRequest.at(new Cursor(true, place(sort.key()), NOW), 100),
                                PageRequest.at(new Cursor(false, place(sort.key()), NOW), 100))
                        .map(page -> new SessionQuery(filter, sort, page, CountMode.NONE, NOW)));
    }

    /** In the middle of the order, and for the keys that can be null once more among the nulls. */
    private static Cursor.Place place(Key key) {
        return new Cursor.Place(switch (key) {
            case STARTED_AT_US -> START + COUNT / 2 * 1_000_000L;
            case COMPLETED_AT_US, SCORE -> null;
            case DURATION_MS -> 300_000L;
            case STATUS -> "completed";
            case AGENT_TYPE -> "agent-3";
            case ALERT_TYPE -> "type-20";
            case AUTHOR -> null;
        }, "s-50000");
    }
}
