package io.alerthistory.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

import javax.sql.DataSource;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

import io.alerthistory.support.PostgresServer;

class PostgresRehearsalTest implements RehearsalContract {

    private static final int WRITERS = 8;

    private String name = "";

    @BeforeEach
    void create() throws SQLException {
        name = PostgresServer.createDatabase();
    }

    @Override
    public DataSource database() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setURL("jdbc:postgresql://localhost:" + PostgresServer.port() + "/" + name);
        source.setUser("postgres");
        source.setPassword("postgres");
        return source;
    }

    @Override
    public Rehearsal rehearsal(Duration limit) {
        return new PostgresRehearsal(database(), null, limit);
    }

    /** With the timeouts that scripts of this service have. */
    @Override
    public String rewriting() {
        return "-- Makes room.\nset local statement_timeout = 0;\nset local lock_timeout = '15s';\n"
                + "alter table things alter column id type bigint;";
    }

    @Override
    public String endless() {
        return "set local statement_timeout = 0;\nselect pg_sleep(600);";
    }

    @Override
    public String schema() {
        return """
                select c.relname || ' ' || c.relfilenode || ' ' || coalesce(a.attname || ' ' || format_type(a.atttypid, -1), '')
                from pg_class c left join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
                where c.relnamespace = 'public'::regnamespace order by 1
                """;
    }

    @Override
    public void isClean() {
        try {
            assertThat(
                    query("select mode from pg_locks where relation = to_regclass('things') and mode = 'AccessExclusiveLock'"))
                    .isEmpty();
        } catch (SQLException failure) {
            throw new AssertionError(failure);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "alter table things add column more text | AccessExclusiveLock | true | true",
            "create index ix_things on things (name) | ShareLock | true | false",
            "alter table things set (autovacuum_enabled = false) | ShareUpdateExclusiveLock | false | false",
            "insert into things values (-1, 'new') | RowExclusiveLock | false | false" })
    void namesTheStrongestLockOfATable(String sql, String mode, boolean blocksWrites, boolean blocksReads)
            throws SQLException {
        fill(10);

        RehearsalReport report = rehearse(sql);

        assertThat(report.locks()).contains(new Findings.RelationLock("things", mode, blocksWrites, blocksReads))
                .noneMatch(lock -> lock.relation().equals("ix_things"));
        assertThat(report.writersWaitMs() > 0).isEqualTo(blocksWrites);
        assertThat(report.readersWaitMs() > 0).isEqualTo(blocksReads);
        assertThat(report.verdict()).isEqualTo(Verdict.SAFE);
    }

    @ParameterizedTest
    @ValueSource(strings = { "alter table things add column more text; commit;",
            "alter table things add column more text;\nROLLBACK; begin" })
    void aMigrationThatControlsItsTransactionIsNotRun(String sql) throws SQLException {
        fill(10);
        List<String> schema = query(schema());

        RehearsalReport report = rehearse("create table other (id integer);", sql, "drop table things;");

        assertThat(report.verdict()).isEqualTo(Verdict.IMPOSSIBLE);
        assertThat(report.reasons()).singleElement().asString().startsWith("version 1002 (example) ")
                .contains("controls its own transaction");
        assertThat(query(schema())).isEqualTo(schema);
        isClean();
    }

    /** However it got past the check of its statements: here by a driver that commits. */
    @Test
    void aMigrationThatHasCommittedIsTheLast() throws SQLException {
        fill(10);
        try (Connection connection = database().getConnection(); Statement real = connection.createStatement()) {
            connection.setAutoCommit(false);
            Statement committing = (Statement) Proxy.newProxyInstance(getClass().getClassLoader(),
                    new Class<?>[] { Statement.class }, (proxy, method, arguments) -> {
                        Object result = method.invoke(real, arguments);
                        if (method.getName().equals("execute")) {
                            connection.commit();
                        }
                        return result;
                    });
            try (TimeLimit time = new TimeLimit(Rehearsal.MAX_DURATION)) {
                PostgresMeasurement measured = new PostgresMeasurement(committing, new PostgresCatalog(real), Map.of(), time);

                assertThat(measured.run(List.of(RehearsalContract.migration("1001", "create table other (id integer)"),
                        RehearsalContract.migration("1002", "drop table things")))).startsWith("version 1001 ")
                        .contains("it has committed");
            }
        }
        assertThat(query("select count(*) from things")).containsExactly("10");
    }

    /** Its locks are on rows, which pg_locks does not show. */
    @Test
    void rowsThatChangeMakeTheirWritersWait() throws SQLException {
        fill(ROWS);

        RehearsalReport report = rehearse("update things set name = upper(name)");

        assertThat(report.verdict()).isEqualTo(Verdict.BLOCKS_WRITES);
        assertThat(report.rewritten()).anyMatch(rewrite -> rewrite.relation().equals("things") && rewrite.rows() == ROWS);
        assertThat(report.writersWaitMs()).isPositive();
        assertThat(report.readersWaitMs()).isZero();
    }

    @Test
    void waitsTwoSecondsForALockThatSomebodyHolds() throws SQLException {
        fill(10);
        try (Connection other = database().getConnection(); Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("select count(*) from things");
            long began = System.nanoTime();

            Findings found = rehearsal(Rehearsal.MAX_DURATION).rehearse(List.of(RehearsalContract.migration("1001",
                    "set local lock_timeout = '15s';\nalter table things add column more text;")));

            assertThat(Duration.ofNanos(System.nanoTime() - began)).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(8));
            assertThat(found.isLockTimeout()).isTrue();
            assertThat(found.broken()).isEmpty();
            assertThat(RehearsalContract.report(found).reasons())
                    .anySatisfy(reason -> assertThat(reason).contains("a lock was not granted within 2 s"));
        }
    }

    /** Every write succeeds, and none waits longer than a lock and the rewrite last. */
    @Test
    void eightWritersGoOnAfterARehearsal() throws Exception {
        fill(ROWS);
        AtomicBoolean stop = new AtomicBoolean();
        AtomicInteger next = new AtomicInteger(ROWS);
        AtomicLong longestNanos = new AtomicLong();
        ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
        List<Future<?>> written = IntStream.range(0, WRITERS)
                .<Future<?>> mapToObj(i -> writers.submit(() -> write(stop, next, longestNanos))).toList();
        Awaitility.await().until(() -> next.get() > ROWS + 10 * WRITERS);
        RehearsalReport report;
        long began = System.nanoTime();
        try {
            report = rehearse(rewriting());
        } finally {
            stop.set(true);
            writers.shutdown();
        }
        long tookMs = (System.nanoTime() - began) / 1_000_000;
        for (Future<?> writer : written) {
            writer.get();
        }
        long longestMs = longestNanos.get() / 1_000_000;

        System.out.printf("During %d writers of a table of %d rows: rehearsed in %d ms, the longest write took %d ms, %d rows"
                + " were written: %s%n", WRITERS, ROWS, tookMs, longestMs, next.get() - ROWS, report);
        assertThat(report.verdict()).isEqualTo(Verdict.BLOCKS_WRITES);
        assertThat(longestMs).isLessThanOrEqualTo(Math.min(tookMs, report.durationMs() + 2000) + 1500);
        assertThat(next.get()).isGreaterThan(ROWS);
        assertThat(query("select count(*) from things")).containsExactly(String.valueOf(next.get()));
        isClean();
    }

    private @org.jspecify.annotations.Nullable Void write(AtomicBoolean stop, AtomicInteger next, AtomicLong longestNanos)
            throws SQLException {
        try (Connection connection = database().getConnection(); Statement statement = connection.createStatement()) {
            while (!stop.get()) {
                long began = System.nanoTime();
                statement.execute("insert into things values (" + next.incrementAndGet() + ", 'written')");
                longestNanos.accumulateAndGet(System.nanoTime() - began, Math::max);
            }
        }
        return null;
    }
}
