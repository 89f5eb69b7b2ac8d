package io.alerthistory.storage.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.alerthistory.history.CountMode;
import io.alerthistory.history.PageRequest;
import io.alerthistory.history.SessionFilter;
import io.alerthistory.history.SessionQuery;
import io.alerthistory.history.SessionSort;
import io.alerthistory.interaction.InteractionKind;
import io.alerthistory.storage.mapping.CountQuery;
import io.alerthistory.storage.mapping.ExistingInteractionQueries;
import io.alerthistory.storage.mapping.InteractionTables;
import io.alerthistory.storage.mapping.LargeColumn;
import io.alerthistory.storage.mapping.ListQuery;
import io.alerthistory.storage.mapping.MaintenanceQueries;
import io.alerthistory.storage.mapping.ManySessions;
import io.alerthistory.storage.mapping.Statement;
import io.alerthistory.storage.mapping.StatusCounts;
import io.alerthistory.support.PostgresServer;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.Tuple;

/**
 * What PostgreSQL does for every kind of list, and for parts, among 100,000 sessions: it never reads the whole table, nor sorts
 * it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresPlansTest {

    private static final int SESSIONS = ManySessions.COUNT;

    /** Of these an index reads a part; a sort gets what a filter or the search's index let through. */
    private static final int FEW = SESSIONS / 10;

    private final Vertx vertx = Vertx.vertx();
    private String database;
    private Pool pool;

    @BeforeAll
    void fill() throws SQLException, IOException {
        database = PostgresServer.createDatabase();
        try (Connection connection = PostgresServer.connect(database); var statement = connection.createStatement()) {
            statement.execute(migration("V1__history.sql"));
            statement.execute(Files.readString(Path.of("src/test/resources/many-sessions-postgresql.sql")));
            for (String insert : ManySessions.interactions()) {
                statement.execute(insert);
            }
            for (Path migration : migrationsFromTheSecondOn()) { // its indexes are made faster than they grow
                statement.execute(Files.readString(migration));
            }
            statement.execute(ManySessions.EVENTS);
            statement.execute("vacuum analyze");
        }
        pool = PgBuilder.pool().using(vertx).with(new PoolOptions().setMaxSize(1)).connectingTo(new PgConnectOptions()
                .setHost("localhost").setPort(PostgresServer.port()).setUser("postgres").setPassword("postgres")
                .setDatabase(database).setCachePreparedStatements(true)
                .setPreparedStatementCacheSqlFilter(sql -> !PostgresDialect.isPlannedEachTime(sql))).build();
    }

    private static List<Path> migrationsFromTheSecondOn() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/main/resources/db/migration/postgresql"))) {
            return files.filter(file -> version(file) > 1).sorted(Comparator.comparingInt(PostgresPlansTest::version)).toList();
        }
    }

    private static int version(Path migration) {
        return Integer.parseInt(migration.getFileName().toString().replaceFirst("V(\\d+)__.*", "$1"));
    }

    private static String migration(String name) throws IOException {
        return Files.readString(Path.of("src/main/resources/db/migration/postgresql", name));
    }

    @AfterAll
    void close() throws Exception {
        pool.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @MethodSource("io.alerthistory.storage.mapping.ManySessions#filters")
    void aPageReadsNoMoreThanItsPart(SessionFilter filter) {
        ManySessions.pages(filter)
                .forEach(query -> readsLittle(ListQuery.page(query, PostgresDialect.INSTANCE, 0), query.toString()));
    }

    @ParameterizedTest
    @MethodSource("io.alerthistory.storage.mapping.ManySessions#filters")
    void aCountReadsUpToItsBound(SessionFilter filter) {
        JsonObject plan = readsLittle(CountQuery.bounded(filter, PostgresDialect.INSTANCE), filter.toString(), SESSIONS / 4);
        // A bitmap of an index's entries touches no row: the planner sometimes cuts one with another to read fewer of them.
        assertThat(nodes(plan).filter(node -> !"Bitmap Index Scan".equals(node.getString("Node Type")))
                .map(node -> node.getDouble("Actual Rows", 0.0)))
                .allSatisfy(rows -> assertThat(rows).isLessThanOrEqualTo(SESSIONS / 4.0));
    }

    @Test
    void anEstimateComesClose() {
        Statement matches = CountQuery.matches(ManySessions.statuses("completed"), PostgresDialect.INSTANCE);
        double estimate = explain(matches, "explain (format json) ").getDouble("Plan Rows");
        assertThat(estimate).isBetween(SESSIONS * 0.7, SESSIONS * 0.9);
    }

    @Test
    void aSampleTellsHowCommonATermIs() {
        SessionFilter filter = ManySessions.search("f00dfeed");
        Statement sampled = CountQuery.sampled(filter, PostgresDialect.INSTANCE, PostgresSessionList.SAMPLED,
                PostgresSessionList.SCALE);
        JsonObject sample = nodes(explain(sampled, "explain (analyze, timing off, summary off, format json) "))
                .filter(node -> "Sample Scan".equals(node.getString("Node Type"))).findFirst().orElseThrow();
        assertThat(sample.getDouble("Actual Rows") + sample.getDouble("Rows Removed by Filter", 0.0)).isBetween(50.0, 5000.0);
    }

    @Test
    void theSearchsIndexFindsWhatIsRare() {
        Statement page = ListQuery.page(firstPage(ManySessions.search("f00dfeed")), PostgresDialect.INSTANCE, 0);
        assertThat(asked(readsLittle(page, "rare"))).contains("ix_alert_sessions_search");
    }

    /** The index would gather and sort 97,000; a sample has told that there are so many. */
    @Test
    void whatIsCommonIsFoundInTheListsOrder() {
        Statement page = ListQuery.page(firstPage(ManySessions.search("until-yesterday")), PostgresDialect.INSTANCE,
                new PostgresSessionList.Sampled(485, SESSIONS / 500.0).scanBudget());
        JsonObject plan = explain(page, "explain (analyze, timing off, summary off, format json) ");
        assertThat(asked(plan)).as(plan.encodePrettily()).containsExactlyInAnyOrder("ix_alert_sessions_started_at",
                "alert_sessions_pkey");
        assertThat(nodes(plan).map(node -> node.getDouble("Actual Rows", 0.0))).contains(3021.0)
                .allSatisfy(rows -> assertThat(rows).isLessThanOrEqualTo(3021.0));
    }

    /**
     * As on a day whose alerts have nothing of it: a planner that takes matches to be everywhere would walk past all of them.
     */
    @Test
    void whatIsNotFoundNearIsNotLookedForInTheListsOrder() throws Exception {
        Statement page = ListQuery.page(firstPage(ManySessions.search("only-old-ones")), PostgresDialect.INSTANCE, 5000);
        run("set enable_bitmapscan = off"); // makes the walk look like the better way
        try {
            assertThat(indexes(explain(page, "explain (format json) "))).filteredOn("ix_alert_sessions_started_at"::equals)
                    .hasSize(1);
        } finally {
            run("reset enable_bitmapscan");
        }
    }

    @Test
    void aShortWordIsLookedForInItsRangeOnly() {
        ManySessions.pages(ManySessions.SHORT_WORD).forEach(query -> {
            JsonObject plan = readsLittle(ListQuery.page(query, PostgresDialect.INSTANCE, 0), query.toString());
            assertThat(lookedAt(plan)).as(query + "\n" + plan.encodePrettily()).isLessThan(3 * 850);
        });
        JsonObject count = readsLittle(CountQuery.bounded(ManySessions.SHORT_WORD, PostgresDialect.INSTANCE), "count");
        assertThat(lookedAt(count)).as(count.encodePrettily()).isLessThan(3 * 850);
    }

    /** Rows that a table gave or that a filter held back. */
    private static double lookedAt(JsonObject plan) {
        return nodes(plan).filter(node -> node.containsKey("Relation Name")).mapToDouble(node -> node.getDouble("Actual Loops")
                * (node.getDouble("Actual Rows") + node.getDouble("Rows Removed by Filter", 0.0))).sum();
    }

    private void run(String sql) throws Exception {
        pool.query(sql).execute().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    private static SessionQuery firstPage(SessionFilter filter) {
        return new SessionQuery(filter, SessionSort.NEWEST_FIRST, PageRequest.numbered(1, 20), CountMode.NONE,
                ManySessions.NOW);
    }

    /** The indexes that were used, not those that could have been. */
    private static List<String> asked(JsonObject plan) {
        return nodes(plan).filter(node -> node.getLong("Actual Loops") > 0).map(node -> node.getString("Index Name"))
                .filter(Objects::nonNull).toList();
    }

    /** 40 types, 30 tools, the 100 calls of a session: what is read grows with those and not with the history. */
    @Test
    void aPartOfTheHistoryReadsOnlyItself() {
        ManySessions.parts(PostgresDialect.INSTANCE).forEach(part -> {
            JsonObject plan = readsLittle(part, part.sql(), 200);
            assertThat(read(plan)).as(part.sql() + "\n" + plan.encodePrettily()).isBetween(1.0, 500.0);
        });
        assertThat(indexes(readsLittle(ManySessions.parts(PostgresDialect.INSTANCE).findFirst().orElseThrow(), "summary", 0)))
                .containsExactly("alert_sessions_pkey");
    }

    @Test
    void theActiveAreReadInTheOrderOfTheirIndex() {
        JsonObject plan = readsLittle(ManySessions.active("alert_sessions", "$1"), "active", 0);
        assertThat(indexes(plan)).containsExactly("ix_alert_sessions_open");
        assertThat(read(plan)).as(plan.encodePrettily()).isBetween(1001.0, 1100.0);
    }

    @Test
    void figuresAreReadFromTheirRangeOfAnIndex() {
        List<Statement> figures = ManySessions.figures("alert_sessions", PostgresDialect.INSTANCE).toList();
        JsonObject counts = readsLittle(figures.get(0), "counts");
        assertThat(nodes(counts).filter(node -> node.containsKey("Relation Name"))).as(counts.encodePrettily()).hasSize(1)
                .allSatisfy(node -> assertThat(node.getString("Node Type")).isEqualTo("Index Only Scan"));
        assertThat(indexes(counts)).containsExactly("ix_alert_sessions_status_started_at");
        assertThat(read(counts)).as(counts.encodePrettily()).isEqualTo(5_000.0);
        JsonObject types = readsLittle(figures.get(1), "types");
        assertThat(indexes(types)).as(types.encodePrettily()).containsExactly("ix_alert_sessions_started_at");
        assertThat(lookedAt(types)).as(types.encodePrettily()).isEqualTo(5_000.0);
    }

    @Test
    void theQueueIsCountedUpToItsBound() {
        JsonObject plan = readsLittle(ManySessions.queue("$1"), "queue", 0);
        assertThat(read(plan)).as(plan.encodePrettily()).isEqualTo(2000.0 + 3000.0);
    }

    @Test
    void whatBelongsToASessionIsFoundByItsKey() {
        Stream<Statement> known = Stream.of(InteractionKind.values()).flatMap(kind -> Stream.of(
                new Statement(ExistingInteractionQueries.sizes(kind, " = any($1::text[])"),
                        List.of((Object) new String[] { "l-76", "m-76", "none" })),
                new Statement(PostgresSql.selectAllInSessions(InteractionTables.of(kind)),
                        List.<Object> of(new String[] { "l-76", "m-76" }, new String[] { "s-77" }))));
        Stream.concat(ManySessions.ofASession(PostgresDialect.INSTANCE), known).forEach(statement -> {
            JsonObject plan = readsLittle(statement, statement.sql(), 200);
            assertThat(read(plan)).as(statement.sql() + "\n" + plan.encodePrettily()).isLessThanOrEqualTo(500);
        });
    }

    @ParameterizedTest
    @EnumSource
    void aLongTextIsFoundByTheKeyOfItsRow(LargeColumn column) {
        String piece = column.piece(PostgresDialect.INSTANCE);
        List<Object> key = piece.contains("$4") ? List.of("77", 1L, 1L, "s-77") : List.of("77", 1L, 1L);
        readsLittle(new Statement(piece, key), piece, 0);
    }

    /**
     * Nested loops are all that is left to the planner, which then asks each child for the rows of one session: by an index, if
     * one
     * can tell them. With two collations none can, and the join is a filter over all of the table.
     */
    @ParameterizedTest
    @ValueSource(strings = { "chats", "stage_executions", "llm_interactions", "mcp_interactions", "events" })
    void aJoinFromTheSessionAsksTheIndexOfTheChild(String child) throws Exception {
        Statement join = new Statement("select count(c.session_id) from alert_sessions s left join " + child
                + " c on c.session_id = s.session_id where s.started_at_us < 1700001000000000", List.of());
        run("set enable_seqscan = off; set enable_hashjoin = off; set enable_mergejoin = off");
        try {
            JsonObject plan = explain(join, "explain (format json) ");
            assertThat(nodes(plan).map(node -> node.getString("Index Cond", ""))
                    .filter(condition -> condition.contains("session_id")))
                    .as(plan.encodePrettily()).containsExactly("(session_id = s.session_id)");
        } finally {
            run("reset enable_seqscan; reset enable_hashjoin; reset enable_mergejoin");
        }
    }

    /** Of its own accord, too: of 400 among 100,000 sessions. */
    @ParameterizedTest
    @ValueSource(strings = { "chats", "llm_interactions", "mcp_interactions", "events" })
    void aJoinOfFewSessionsReadsNoMoreThanTheirs(String child) {
        JsonObject plan = readsLittle(new Statement("select count(*) from alert_sessions s left join " + child
                + " c on c.session_id = s.session_id where s.session_id in ('s-50000', 's-77', 's-60000')", List.of()), child,
                0);
        assertThat(read(plan)).as(plan.encodePrettily()).isLessThan(500);
    }

    /** As it is planned once for all, whatever the parameters: a prepared statement comes to that after five times. */
    @ParameterizedTest
    @EnumSource
    void anAppendFindsItsSessionsByTheirKey(InteractionKind kind) throws Exception {
        AppendSql append = new AppendSql(kind);
        for (String sql : List.of(append.one(), append.several())) {
            var rows = pool.query("explain (generic_plan, format json) " + sql).execute().toCompletionStage()
                    .toCompletableFuture().get(60, TimeUnit.SECONDS);
            JsonObject plan = ((JsonArray) rows.iterator().next().getJson(0)).getJsonObject(0).getJsonObject("Plan");
            assertThat(nodes(plan).filter(node -> "alert_sessions".equals(node.getString("Relation Name")))
                    .filter(node -> !"ModifyTable".equals(node.getString("Node Type")))).as(plan.encodePrettily()).isNotEmpty()
                    .allSatisfy(node -> assertThat(indexes(node)).containsExactly("alert_sessions_pkey"));
            assertThat(indexes(plan)).as(plan.encodePrettily())
                    .contains(kind == InteractionKind.LLM ? "ix_llm_interactions_id" : "ix_mcp_interactions_id");
        }
    }

    /** As it is planned once for all, whatever the parameters. */
    @Test
    void theSessionsOfAnAlertAreFoundByTheirIndex() throws Exception {
        var rows = pool.query("explain (generic_plan, format json) " + PostgresAlertStore.FIND).execute().toCompletionStage()
                .toCompletableFuture().get(60, TimeUnit.SECONDS);
        JsonObject plan = ((JsonArray) rows.iterator().next().getJson(0)).getJsonObject(0).getJsonObject("Plan");
        assertThat(indexes(plan)).as(plan.encodePrettily()).containsExactly("ix_alert_sessions_firing");
        assertThat(nodes(plan)).as(plan.encodePrettily()).noneMatch(node -> "Sort".equals(node.getString("Node Type")));
    }

    @Test
    void retentionReadsTheSessionsInTheOrderOfTheirEnds() {
        JsonObject plan = readsLittle(
                new Statement(MaintenanceQueries.ended("$1::bigint", "$2::bigint", "for update skip locked"),
                        List.of(ManySessions.NOW, 500L)),
                "retention", 200);
        assertThat(indexes(plan)).as(plan.encodePrettily()).containsExactly("ix_alert_sessions_completed_at");
    }

    @Test
    void anErasureReadsNoMoreThanWhatItErases() throws Exception {
        run("set enable_seqscan = off"); // which is the better way through the tables that are empty here
        try {
            ManySessions.erasures(PostgresDialect.INSTANCE).forEach(statement -> {
                JsonObject plan = readsLittle(statement, statement.sql(), 200);
                assertThat(read(plan)).as(statement.sql() + "\n" + plan.encodePrettily()).isLessThanOrEqualTo(500);
            });
        } finally {
            run("reset enable_seqscan");
        }
    }

    /** Rows that came out of tables and indexes, not counting those that were passed on. */
    private static double read(JsonObject plan) {
        return nodes(plan).filter(node -> node.containsKey("Relation Name"))
                .mapToDouble(node -> node.getDouble("Actual Rows") * node.getDouble("Actual Loops")).sum();
    }

    private static List<String> indexes(JsonObject plan) {
        return nodes(plan).map(node -> node.getString("Index Name")).filter(Objects::nonNull).toList();
    }

    /** An update of these columns, which every interaction and heartbeat makes, must not touch an index. */
    @Test
    void noIndexHasAColumnThatEveryInteractionChanges() throws SQLException {
        List<String> columns = new ArrayList<>();
        try (Connection connection = PostgresServer.connect(database);
                var statement = connection.createStatement();
                var rows = statement
                        .executeQuery("select a.attname from pg_depend d join pg_attribute a on a.attrelid = d.refobjid"
                                + " and a.attnum = d.refobjsubid join pg_class i on i.oid = d.objid and i.relkind = 'i'"
                                + " where d.refobjid = 'alert_sessions'::regclass")) {
            while (rows.next()) {
                columns.add(rows.getString(1));
            }
        }
        assertThat(columns).contains("started_at_us", "search_document").doesNotContain("last_interaction_at", "version",
                "last_seq", "supervised", "llm_interaction_count", "mcp_communication_count", "session_total_tokens", "pod_id");
    }

    private JsonObject readsLittle(Statement statement, String what) {
        return readsLittle(statement, what, FEW);
    }

    private JsonObject readsLittle(Statement statement, String what, int mostSorted) {
        JsonObject plan = explain(statement, "explain (analyze, timing off, summary off, format json) ");
        nodes(plan).forEach(node -> {
            String type = node.getString("Node Type");
            assertThat(type).as(what + "\n" + plan.encodePrettily()).isNotEqualTo("Seq Scan");
            if (type.equals("Sort")) {
                JsonObject input = node.getJsonArray("Plans").getJsonObject(0);
                assertThat(input.getDouble("Actual Rows")).as("sorted for " + what + "\n" + plan.encodePrettily())
                        .isLessThanOrEqualTo(mostSorted);
            }
        });
        return plan;
    }

    private JsonObject explain(Statement statement, String explain) {
        try {
            var rows = pool.preparedQuery(explain + statement.sql())
                    .execute(Tuple.wrap(new ArrayList<>(statement.parameters())))
                    .toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
            return ((JsonArray) rows.iterator().next().getJson(0)).getJsonObject(0).getJsonObject("Plan");
        } catch (Exception e) {
            throw new IllegalStateException(statement.sql(), e);
        }
    }

    private static Stream<JsonObject> nodes(JsonObject plan) {
        JsonArray children = plan.getJsonArray("Plans", new JsonArray());
        return Stream.concat(Stream.of(plan), children.stream().flatMap(child -> nodes((JsonObject) child)));
    }

    /** Of a table beyond the bound the ended sessions are estimated, from one row of the catalog. */
    @Test
    void estimatesHowManySessionsThereAreInEveryState() throws SQLException {
        Map<String, Long> exact = counts(StatusCounts.EXACT);
        assertThat(counts(StatusCounts.estimate(SESSIONS * 2L))).isEqualTo(exact);
        Map<String, Long> estimated = counts(StatusCounts.estimate(SESSIONS / 2));
        assertThat(estimated.keySet()).isEqualTo(exact.keySet());
        exact.forEach((status, count) -> assertThat(estimated.get(status)).as(status)
                .isBetween(Math.round(count * 0.8) - 100, Math.round(count * 1.2) + 100));
        JsonObject plan = explain(new Statement(StatusCounts.estimate(SESSIONS / 2), List.of()),
                "explain (analyze, timing off, summary off, format json) ");
        assertThat(read(plan)).as(plan.encodePrettily()).isLessThan(SESSIONS / 10.0);
    }

    private Map<String, Long> counts(String sql) throws SQLException {
        try (Connection connection = PostgresServer.connect(database);
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            List<Map.Entry<String, Long>> found = new ArrayList<>();
            while (rows.next()) {
                found.add(Map.entry(rows.getString("status"), rows.getLong("sessions")));
            }
            return StatusCounts.complete(found);
        }
    }
}
