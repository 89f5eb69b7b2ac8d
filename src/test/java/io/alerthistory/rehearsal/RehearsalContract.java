package io.alerthistory.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import javax.sql.DataSource;

import org.junit.jupiter.api.Test;

/** A rehearsal says what migrations would do, and nothing of it stays. */
interface RehearsalContract {

    /** A million for the figures of docs/migrations.md. */
    int ROWS = Integer.getInteger("rehearsal.rows", 20_000);

    DataSource database();

    Rehearsal rehearsal(Duration limit);

    /** A script that writes every row anew. */
    String rewriting();

    /** A script that does not end by itself. */
    String endless();

    /** A query whose rows are the schema. */
    String schema();

    /** What must hold of the rest after a rehearsal. */
    void isClean();

    static MigrationScript migration(String version, String sql) {
        return new MigrationScript(version, "example", sql, true);
    }

    default RehearsalReport rehearse(String... scripts) throws SQLException {
        List<MigrationScript> migrations = new ArrayList<>();
        for (String script : scripts) {
            migrations.add(migration(String.valueOf(1001 + migrations.size()), script));
        }
        return report(rehearsal(Rehearsal.MAX_DURATION).rehearse(migrations));
    }

    static RehearsalReport report(Findings found) {
        return RehearsalReport.of("1001", found, 7L, Optional.empty());
    }

    default void fill(int rows) throws SQLException {
        execute("create table things (id integer primary key, name text)");
        execute("insert into things select i, 'thing' || i from (with recursive n(i) as (select 1 union all select i + 1 from n"
                + " where i < " + rows + ") select i from n) numbers");
    }

    default void execute(String sql) throws SQLException {
        try (Connection connection = database().getConnection(); Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    default List<String> query(String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = database().getConnection();
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(sql)) {
            while (found.next()) {
                rows.add(found.getString(1));
            }
        }
        return rows;
    }

    @Test
    default void aRewriteIsMeasuredAndNothingOfItStays() throws SQLException {
        fill(ROWS);
        List<String> schema = query(schema());
        List<String> rows = query("select count(*) || ' ' || sum(length(name)) from things");

        RehearsalReport report = rehearse(rewriting());

        System.out.printf("Rehearsed with %d rows: %s%n", ROWS, report);
        assertThat(report.verdict()).isEqualTo(Verdict.BLOCKS_WRITES);
        assertThat(report.rewritten()).anySatisfy(
                rewrite -> assertThat(rewrite.rows()).isBetween(ROWS * 9L / 10, ROWS * 11L / 10));
        assertThat(report.rewritten()).anySatisfy(rewrite -> assertThat(rewrite.bytes()).isGreaterThan(ROWS * 10L));
        assertThat(report.locks()).anyMatch(Findings.RelationLock::blocksWrites);
        assertThat(report.durationMs()).isPositive();
        assertThat(report.writersWaitMs()).isBetween(1L, Math.max(1, report.durationMs()));
        assertThat(report.freeDiskBytesNeeded()).isGreaterThan(ROWS * 10L);
        assertThat(report.newestVerifiedBackupUs()).isEqualTo(7);
        assertThat(query(schema())).isEqualTo(schema);
        assertThat(query("select count(*) || ' ' || sum(length(name)) from things")).isEqualTo(rows);
        isClean();
    }

    @Test
    default void aSmallChangeIsSafeAndNeedsABackupAtMost() throws SQLException {
        fill(10);

        Findings found = rehearsal(Rehearsal.MAX_DURATION)
                .rehearse(List.of(migration("1001", "create table other (id integer); insert into other values (1);")));

        assertThat(report(found).verdict()).isEqualTo(Verdict.SAFE);
        assertThat(found.migrations()).singleElement().satisfies(done -> assertThat(done.error()).isNull());
        RehearsalReport without = RehearsalReport.of("1001", found, null, Optional.of("no backup"));
        assertThat(without.verdict()).isEqualTo(Verdict.NEEDS_BACKUP);
        assertThat(without.reasons()).contains("no backup");
        assertThat(query(schema())).noneMatch(line -> line.contains("other"));
    }

    @Test
    default void laterMigrationsSeeWhatEarlierOnesMade() throws SQLException {
        assertThat(rehearse("create table other (id integer);", "alter table other add column name text;").verdict())
                .isEqualTo(Verdict.SAFE);
        isClean();
    }

    @Test
    default void aMigrationThatFailsIsImpossible() throws SQLException {
        fill(10);
        List<String> schema = query(schema());

        RehearsalReport report = rehearse("alter table things add column more text;", "drop table none;", "select 1;");

        assertThat(report.verdict()).isEqualTo(Verdict.IMPOSSIBLE);
        assertThat(report.reasons()).anySatisfy(reason -> assertThat(reason).startsWith("version 1002 fails: ")
                .contains("none"));
        assertThat(report.migrations()).hasSize(2);
        assertThat(query(schema())).isEqualTo(schema);
        isClean();
    }

    @Test
    default void aMigrationThatCannotRunInATransactionSaysSo() throws SQLException {
        fill(10);

        RehearsalReport report = report(rehearsal(Rehearsal.MAX_DURATION).rehearse(
                List.of(new MigrationScript("1001", "index", "create index concurrently ix on things (name)", false))));

        assertThat(report.verdict()).isEqualTo(Verdict.IMPOSSIBLE);
        assertThat(report.reasons()).singleElement().asString().contains("1001 (index) cannot run in a transaction");
        isClean();
    }

    @Test
    default void endsInTime() throws SQLException {
        fill(10);
        long began = System.nanoTime();

        RehearsalReport report = report(
                rehearsal(Duration.ofSeconds(1)).rehearse(List.of(migration("1001", endless()))));

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(15));
        assertThat(report.verdict()).isEqualTo(Verdict.IMPOSSIBLE);
        assertThat(report.reasons()).anySatisfy(
                reason -> assertThat(reason).contains("did not end in the time that a rehearsal may take"));
        isClean();
    }

    @Test
    default void nothingPendingIsSafe() throws SQLException {
        RehearsalReport report = report(rehearsal(Rehearsal.MAX_DURATION).rehearse(List.of()));

        assertThat(report.verdict()).isEqualTo(Verdict.SAFE);
        assertThat(report.reasons()).containsExactly("nothing is pending up to version 1001");
    }
}
