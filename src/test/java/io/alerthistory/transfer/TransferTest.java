package io.alerthistory.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;

import org.awaitility.Awaitility;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.alerthistory.database.DatabaseAddress;
import io.alerthistory.support.FilledHistory;
import io.alerthistory.support.PostgresServer;

/** Transfers between real databases, in both directions. */
class TransferTest {

    private static final int SESSIONS = 40;
    private static final Path MIGRATIONS = Path.of("src/main/resources/db/migration/postgresql");

    private final ByteArrayOutputStream report = new ByteArrayOutputStream();

    @TempDir
    Path folder;

    private String database = "";

    @BeforeEach
    void create() throws SQLException {
        database = PostgresServer.createDatabase();
        FilledHistory.migrate(jdbc(database), "postgresql");
        FilledHistory.sqlite(file("a.db"), SESSIONS, 3);
    }

    @Test
    void everyTableAndSequenceGoesThereAndBack() throws SQLException {
        FilledHistory.migrate("jdbc:sqlite:" + file("b.db") + "?journal_mode=WAL", "sqlite");

        assertThat(copy(sqlite("a.db"), server(), false)).isEqualTo(Transfer.ExitCode.EQUAL);
        assertThat(copy(server(), sqlite("b.db"), false)).isEqualTo(Transfer.ExitCode.EQUAL);
        assertThat(new Transfer(sqlite("a.db"), server(), out(), false, Clock.systemUTC()).verify())
                .isEqualTo(Transfer.ExitCode.EQUAL);

        try (Connection target = PostgresServer.connect(database); Connection back = FilledHistory.connect(file("b.db"))) {
            assertThat(Sql.number(target, "select count(*) from llm_interactions")).isEqualTo(3 * SESSIONS);
            assertThat(Sql.number(target, "select nextval('events_id_seq')")).isEqualTo(SESSIONS + 1);
            assertThat(Sql.number(back, "select seq from sqlite_sequence where name = 'events'")).isEqualTo(SESSIONS);
            assertThat(Sql.number(back, "select count(*) from session_search_ids")).isEqualTo(SESSIONS);
            assertThat(Sql.number(back, "select count(*) from session_search where session_search match '\"pod 17\"'"))
                    .isEqualTo(1);
            assertThat(
                    Sql.rows(back, "select alert_data, final_analysis, hex(session_metadata) from alert_sessions order by 1"))
                    .isEqualTo(rows("select alert_data, final_analysis, hex(session_metadata) from alert_sessions order by 1"));
            assertThat(Sql.rows(target, "select to_regclass('transfer_state')::text")).containsExactly(List.of(""));
        }
    }

    @Test
    void whatTheSourceWritesMeanwhileIsCaughtUp() throws SQLException {
        FilledHistory.migrate("jdbc:sqlite:" + file("b.db") + "?journal_mode=WAL", "sqlite");
        try (Connection service = FilledHistory.connect(file("a.db"))) {
            Sql.execute(service,
                    "insert into alert_sessions (session_id, agent_type, status, started_at_us, alert_data, chain_id,"
                            + " content_digest, search_document) values ('open', 'a', 'pending', 1, '{}', 'c', 'd', 'before')");
            assertThat(copy(sqlite("a.db"), server(), false)).isEqualTo(Transfer.ExitCode.EQUAL);
            Sql.execute(service, "update alert_sessions set status = 'in_progress' where session_id = 'open'");
            Sql.execute(service,
                    "update alert_sessions set status = 'completed', completed_at_us = 9, search_document = 'after'"
                            + " where session_id = 'open'");
            Sql.execute(service, "delete from alert_sessions where session_id in ('s3', 's17')");
            Sql.execute(service, "insert into events (type, payload, created_at_us) values ('new', '{}', 1)");
            assertThat(new Transfer(sqlite("a.db"), server(), out(), false, Clock.systemUTC()).verify())
                    .isEqualTo(Transfer.ExitCode.DIFFERENT);
        }

        assertThat(copy(sqlite("a.db"), server(), true)).isEqualTo(Transfer.ExitCode.EQUAL);

        assertThat(report()).contains("The source is still served", "The transfer is complete");
        assertThat(copy(server(), sqlite("b.db"), false)).isEqualTo(Transfer.ExitCode.EQUAL);
    }

    /** Rows that only grow are caught up with, too: also what the source has pruned. */
    @Test
    void theAuditLogGoesOnWithItsHead() throws SQLException {
        FilledHistory.migrate("jdbc:sqlite:" + file("b.db") + "?journal_mode=WAL", "sqlite");
        assertThat(copy(sqlite("a.db"), server(), false)).isEqualTo(Transfer.ExitCode.EQUAL);
        try (Connection service = PostgresServer.connect(database)) {
            Sql.execute(service, "set application_name = 'alert-history pod'");
            assertThat(copy(server(), sqlite("b.db"), false)).isEqualTo(Transfer.ExitCode.EQUAL);
            Sql.execute(service, "insert into audit_checkpoints values (5, 4, 'hash 5', 6);"
                    + " delete from audit_log where seq <= 5;"
                    + " insert into audit_log values (10, 1, 'a', 'key', 'session_cancel', null, 'ok', null, null, '{}', 'hash 10');"
                    + " update audit_head set seq = 10, hash = 'hash 10'");
        }

        assertThat(copy(server(), sqlite("b.db"), true)).isEqualTo(Transfer.ExitCode.EQUAL);

        try (Connection back = FilledHistory.connect(file("b.db"))) {
            assertThat(Sql.rows(back, "select seq, hash from audit_head")).containsExactly(List.of("10", "hash 10"));
            assertThat(Sql.rows(back, "select min(seq), max(seq) from audit_log")).containsExactly(List.of("6", "10"));
            assertThatThrownBy(() -> Sql.execute(back, "delete from audit_log")).hasMessageContaining("only grows");
            assertThatThrownBy(() -> Sql.execute(back, "update audit_head set seq = 9")).hasMessageContaining("by one row");
        }
    }

    @Test
    void aFileCatchesUpWithAServer() throws SQLException {
        FilledHistory.migrate("jdbc:sqlite:" + file("b.db") + "?journal_mode=WAL", "sqlite");
        assertThat(copy(sqlite("a.db"), server(), false)).isEqualTo(Transfer.ExitCode.EQUAL);
        try (Connection service = PostgresServer.connect(database)) {
            Sql.execute(service, "set application_name = 'alert-history pod'");
            Sql.execute(service,
                    "insert into alert_sessions (session_id, agent_type, status, started_at_us, alert_data, chain_id,"
                            + " content_digest, search_document) values ('open', 'a', 'pending', 1, '{}', 'c', 'd', 'before')");
            assertThat(copy(server(), sqlite("b.db"), false)).isEqualTo(Transfer.ExitCode.EQUAL);
            Sql.execute(service, "update alert_sessions set status = 'failed', completed_at_us = 9, search_document = 'after'"
                    + " where session_id = 'open'");
            Sql.execute(service, "delete from alert_sessions where session_id in ('s3', 's17')");
        }

        assertThat(copy(server(), sqlite("b.db"), true)).isEqualTo(Transfer.ExitCode.EQUAL);

        try (Connection back = FilledHistory.connect(file("b.db"))) {
            assertThat(Sql.number(back, "select count(*) from session_search where session_search match 'after'")).isEqualTo(1);
            assertThat(Sql.number(back, "select count(*) from session_search_ids")).isEqualTo(SESSIONS - 1);
            assertThatThrownBy(
                    () -> Sql.execute(back, "update alert_sessions set status = 'pending' where session_id = 'open'"))
                    .hasMessageContaining("forbidden transition");
        }
    }

    /** A sequence has no snapshot: a served source counts on while its rows are compared. */
    @Test
    void aServedServerMayCountOnDuringTheComparison() throws SQLException {
        FilledHistory.migrate("jdbc:sqlite:" + file("b.db") + "?journal_mode=WAL", "sqlite");
        assertThat(copy(sqlite("a.db"), server(), false)).isEqualTo(Transfer.ExitCode.EQUAL);
        try (Connection service = PostgresServer.connect(database)) {
            Sql.execute(service, "set application_name = 'alert-history pod'");
            PrintStream counting = new PrintStream(report, true, StandardCharsets.UTF_8) {
                @Override
                public void println(String line) {
                    super.println(line);
                    if (line.contains("Copied: ")) {
                        count(service);
                    }
                }
            };

            assertThat(new Transfer(server(), sqlite("b.db"), counting, false, Clock.systemUTC()).copy(false, false))
                    .isEqualTo(Transfer.ExitCode.EQUAL);
        }

        assertThat(report()).contains("The source is still served").doesNotContain("the sequence differs");
        try (Connection back = FilledHistory.connect(file("b.db"))) {
            assertThat(Sql.rows(back, "select digest from transfer_state").get(0).get(0)).isNotEmpty();
        }
        assertThat(copy(server(), sqlite("b.db"), true)).isEqualTo(Transfer.ExitCode.EQUAL);
        try (Connection back = FilledHistory.connect(file("b.db"))) {
            assertThat(Sql.number(back, "select seq from sqlite_sequence where name = 'events'")).isEqualTo(SESSIONS + 1);
        }
    }

    private static void count(Connection service) {
        try {
            Sql.rows(service, "select nextval('events_id_seq')");
        } catch (SQLException failure) {
            throw new AssertionError(failure);
        }
    }

    /** What is pending would lock the tables that its service uses. */
    @Test
    void aDryRunLeavesAnOlderSchemaAlone() throws SQLException {
        String older = PostgresServer.createDatabase();
        Flyway.configure().dataSource(jdbc(older), null, null).locations("db/migration/postgresql").target("6").load()
                .migrate();

        assertThatThrownBy(() -> dryRun(older, List.of("alter table alert_sessions add column more text")))
                .isInstanceOf(TransferFailure.class).hasMessageContaining("is at version 6, this build needs")
                .hasMessageContaining("migrate it first");
    }

    @Test
    void aDryRunLeavesAServedTargetAlone() throws SQLException {
        try (Connection service = PostgresServer.connect(database)) {
            Sql.execute(service, "set application_name = 'alert-history pod'");

            assertThatThrownBy(() -> dryRun(database, List.of())).isInstanceOf(TransferFailure.class)
                    .hasMessageContaining("a service is connected to");
        }
        // The server may end a session a moment after its client.
        Awaitility.await().ignoreException(TransferFailure.class)
                .until(() -> dryRun(database, List.of()) == Transfer.ExitCode.EQUAL);
    }

    @Test
    void theScriptsOfADryRunHaveLimits() throws SQLException {
        String empty = PostgresServer.createDatabase();
        List<String> scripts = new java.util.ArrayList<>(scripts());
        scripts.add("""
                set local statement_timeout = 0;
                do $$
                begin
                  if current_setting('statement_timeout') = '0' or current_setting('lock_timeout') <> '2s' then
                    raise exception 'no limit';
                  end if;
                end $$;
                """);

        assertThat(dryRun(empty, scripts)).isEqualTo(Transfer.ExitCode.EQUAL);
    }

    private Transfer.ExitCode dryRun(String to, List<String> scripts) throws SQLException {
        return new DryRun(sqlite("a.db"), server(to), out(), false).run(scripts, version());
    }

    @Test
    void aPartThatIsNotReadToItsEndKeepsTheSnapshot() throws SQLException {
        copy(sqlite("a.db"), server(), false);
        try (End end = Ends.open(server(), true); End file = Ends.open(sqlite("a.db"), true)) {
            CopiedTable table = Ends.plan(end, file.reader()).tables().stream()
                    .filter(one -> one.name().equals("alert_sessions")).findFirst().orElseThrow();
            try (RowSource rows = end.rows(table, table.columns(), "")) {
                assertThat(rows.next()).isNotNull();
            }

            assertThat(Comparison.digest(end, table).rows()).isEqualTo(SESSIONS);
        }
    }

    @Test
    void aTargetWithOtherRowsIsRefused() throws SQLException {
        try (Connection target = PostgresServer.connect(database)) {
            Sql.execute(target, "insert into events (type, payload, created_at_us) values ('c', '{}', 1)");
        }

        assertThatThrownBy(() -> copy(sqlite("a.db"), server(), true)).isInstanceOf(TransferFailure.class)
                .hasMessageContaining("is not empty").hasMessageContaining("events");
    }

    @Test
    void aTargetThatAServiceHasUsedIsNotOverwritten() throws SQLException {
        try (Connection service = FilledHistory.connect(file("a.db"))) {
            Sql.rows(service, "select count(*) from events");
            copy(sqlite("a.db"), server(), false);
        }
        try (Connection target = PostgresServer.connect(database)) {
            Sql.execute(target, "insert into events (type, payload, created_at_us) values ('c', '{}', 1)");
        }

        assertThatThrownBy(() -> copy(sqlite("a.db"), server(), true)).isInstanceOf(TransferFailure.class)
                .hasMessageContaining("has changed since");
    }

    @Test
    void rowsThatPostgresqlRefusesAreListed() throws SQLException {
        try (Connection service = FilledHistory.connect(file("a.db"))) {
            Sql.execute(service, "update alert_sessions set final_analysis = 'a' || char(0) || 'b' where session_id = 's5'");
            Sql.execute(service, "update alert_sessions set total_stages = 3000000000 where session_id = 's6'");
            Sql.execute(service,
                    "update llm_interactions set error_message = cast(x'eda080' as text) where interaction_id = 'l1s7'");
        }
        String empty = PostgresServer.createDatabase();
        List<String> scripts = scripts();

        Transfer.ExitCode dry = new DryRun(sqlite("a.db"), server(empty), out(), false).run(scripts, version());
        String found = report();
        report.reset();
        Transfer.ExitCode real = copy(sqlite("a.db"), server(), false);

        assertThat(dry).isEqualTo(Transfer.ExitCode.FAILED);
        assertThat(real).isEqualTo(Transfer.ExitCode.FAILED);
        assertThat(List.of(found, report())).allSatisfy(lines -> assertThat(lines).contains("Refused: 3",
                "alert_sessions  s5  final_analysis  the text contains U+0000",
                "alert_sessions  s6  total_stages  the number 3000000000 is out of range",
                "llm_interactions  l1s7, s7  error_message  the text has half a surrogate pair"));
        try (Connection untouched = PostgresServer.connect(empty)) {
            assertThat(Sql.rows(untouched, "select to_regclass('alert_sessions')::text")).containsExactly(List.of(""));
        }
    }

    private Transfer.ExitCode copy(DatabaseAddress from, DatabaseAddress to, boolean resume) throws SQLException {
        return new Transfer(from, to, out(), false, Clock.systemUTC()).copy(false, resume);
    }

    private int version() throws SQLException {
        try (End end = Ends.open(sqlite("a.db"), true)) {
            return Ends.version(end);
        }
    }

    private List<List<String>> rows(String sql) throws SQLException {
        try (Connection connection = FilledHistory.connect(file("a.db"))) {
            return Sql.rows(connection, sql);
        }
    }

    /** Every migration, as a new database needs them. */
    private static List<String> scripts() {
        return Arrays.stream(Flyway.configure().dataSource("jdbc:sqlite::memory:", null, null)
                .locations("db/migration/postgresql").load().info().all()).map(migration -> {
                    try {
                        return Files.readString(MIGRATIONS.resolve(migration.getScript()));
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }).toList();
    }

    private PrintStream out() {
        return new PrintStream(report, true, StandardCharsets.UTF_8);
    }

    private String report() {
        return report.toString(StandardCharsets.UTF_8);
    }

    private Path file(String name) {
        return folder.resolve(name);
    }

    private DatabaseAddress sqlite(String name) {
        return DatabaseAddress.of("--from", "sqlite:///" + file(name), variable -> null);
    }

    private DatabaseAddress server() {
        return server(database);
    }

    private static DatabaseAddress server(String name) {
        return DatabaseAddress.of("--to", "postgresql://postgres:postgres@localhost:" + PostgresServer.port() + "/" + name,
                variable -> null);
    }

    private static String jdbc(String name) {
        return "jdbc:postgresql://localhost:" + PostgresServer.port() + "/" + name + "?user=postgres&password=postgres";
    }
}
