package io.alerthistory.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.Test;

import io.alerthistory.database.DatabaseKind;
import io.alerthistory.health.Schema;

/** Migrations go up, down and up again; the schema is then the same, and so is all that their undo promises to keep. */
interface UndoContract {

    /** The oldest version to which a schema goes back: below it the history itself would have to be dropped. */
    int OLDEST = 2;

    DatabaseKind kind();

    String url();

    Connection connect() throws SQLException;

    /** A query whose rows are the schema. */
    String schema();

    @Test
    default void everyMigrationGoesUpAndDownAndUp() throws SQLException {
        Map<Integer, List<String>> schemas = new TreeMap<>();
        for (int version = OLDEST; version <= latest(); version++) {
            migrations().run(String.valueOf(version));
            schemas.put(version, query(schema()));
        }
        execute("""
                insert into alert_sessions (session_id, agent_type, status, started_at_us, alert_data, chain_id, content_digest,
                    search_document) values ('s', 'a', 'in_progress', 7, '{"a": [1, 2.50]}', 'c', 'd', 'kubernetes')
                """);
        execute("""
                insert into llm_interactions (interaction_id, session_id, seq, timestamp_us, duration_ms, success, model_name,
                    interaction_type, conversation)
                values ('i', 's', 1, 1, 1, true, 'm', 'investigation', '{"messages": []}')
                """);
        List<String> rows = query(ROWS);

        for (int version = latest() - 1; version >= OLDEST; version--) {
            assertThat(migrations().rollback(String.valueOf(version))).containsExactly(String.valueOf(version + 1));
            assertThat(query(schema())).as("the schema of version %d", version).isEqualTo(schemas.get(version));
        }
        migrations().run(null);

        assertThat(query(schema())).isEqualTo(schemas.get(latest()));
        assertThat(query(ROWS)).isEqualTo(rows).hasSize(2);
    }

    /** The values of a payload stay, whatever their spelling. */
    String ROWS = """
            select session_id || ' ' || status || ' ' || started_at_us || ' ' || search_document || ' ' || length(alert_data)
            from alert_sessions
            union all
            select interaction_id || ' ' || session_id || ' ' || seq || ' ' || length(conversation)
            from llm_interactions
            order by 1
            """;

    @Test
    default void severalGoDownTogetherNewestFirst() throws SQLException {
        migrations().run(null);

        assertThat(migrations().rollback("5")).containsExactlyElementsOf(
                IntStream.rangeClosed(6, latest()).mapToObj(n -> String.valueOf(latest() + 6 - n)).toList());
        assertThat(migrations().status()).anyMatch(line -> line.matches("6 +signing keys +pending +there"))
                .anyMatch(line -> line.matches("5 +keys of a session +\\d{4}-\\S+ +\\d+ +ok +there"))
                .anyMatch(line -> line.matches("1 +history .* ok +missing"));
    }

    @Test
    default void nothingIsUndoneWhenOneOfThemHasNoUndo() throws SQLException {
        migrations().run(null);

        assertThatThrownBy(() -> migrations().rollback("1")).isInstanceOf(Refusal.class)
                .hasMessageContaining("no undo of version 2");
        assertThat(query("select version from flyway_schema_history where success")).hasSize(latest());
    }

    @Test
    default void nothingIsUndoneOfAMigrationOfANewerBuild() throws SQLException {
        migrations().run(null);
        execute("insert into flyway_schema_history (installed_rank, version, description, type, script, checksum, installed_by,"
                + " execution_time, success) values (1001, '1001', 'later', 'SQL', 'later.sql', 1, 'newer', 1, true)");

        assertThatThrownBy(() -> migrations().rollback("6")).isInstanceOf(Refusal.class)
                .hasMessageContaining("no undo of version 1001: a newer build may have it");
    }

    @Test
    default void aVersionThatSomebodyElseHasUndoneIsNotUndoneAgain() throws SQLException {
        migrations().run("7");

        assertThatThrownBy(() -> migrations().rollbackBesideRequests("5", undone -> rollback("5")))
                .isInstanceOf(Refusal.class).hasMessageContaining("version 6 was undone by somebody else");
        migrations().run("7");
        assertThat(migrations().current()).isEqualTo("7");
    }

    @Test
    default void aVersionBelowOneThatSomebodyElseHasRunIsNotUndone() throws SQLException {
        migrations().run("7");
        List<String> before = query(schema());

        assertThatThrownBy(() -> migrations().rollbackBesideRequests("5", undone -> migrations().run("7")))
                .isInstanceOf(Refusal.class).hasMessageContaining("version 7 was run meanwhile");
        assertThat(query(schema())).isEqualTo(before);
        assertThat(migrations().current()).isEqualTo("7");
        assertThat(query("select version from flyway_schema_history where version = '6'")).hasSize(1);
    }

    private void rollback(String target) {
        try {
            migrations().rollback(target);
        } catch (SQLException failure) {
            throw new AssertionError(failure);
        }
    }

    @Test
    default void aServiceDoesNotStartOnHalfAHistory() throws SQLException {
        migrations().run(null);
        execute("create table transfer_state (source text not null, digest text not null, changed_at_us bigint not null)");
        assertThat(preflight().migrated()).isTrue();
        execute("insert into transfer_state values ('sqlite:///history.db', '', 1)");

        assertThatThrownBy(this::preflight).isInstanceOf(Refusal.class)
                .hasMessageContaining("the target of an unfinished transfer: continue it with transfer --resume, or drop the"
                        + " table transfer_state");
        execute("update transfer_state set digest = 'abc'");
        assertThat(preflight().migrated()).isTrue();
    }

    @Test
    default void aTableOfThisNameMayBeAnotherApplications() throws SQLException {
        migrations().run(null);
        execute("create table transfer_state (digest integer, state text)");
        execute("insert into transfer_state values (1, '')");

        assertThat(preflight().migrated()).isTrue();
    }

    private Preflight preflight() throws SQLException {
        return Preflight.ofService(configuration().getDataSource(), kind(), "DATABASE_URL");
    }

    @Test
    default void refusesAVersionThatIsNone() {
        assertThatThrownBy(() -> migrations().run("99")).isInstanceOf(Refusal.class)
                .hasMessageContaining("no migration to version 99");
    }

    @Test
    default void anUndoThatFailsChangesNothing() throws SQLException {
        migrations().run("7");
        execute("drop table signing_keys");
        List<String> before = query(schema());

        assertThat(migrations().rollback("6")).containsExactly("7");
        assertThatThrownBy(() -> migrations().rollback("5")).isInstanceOf(SQLException.class);
        assertThat(query("select version from flyway_schema_history where version = '6'")).hasSize(1);
        migrations().run("7");
        assertThat(query(schema())).isEqualTo(before);
    }

    /** Every migration from the third on, and all that will follow. */
    @Test
    default void everyMigrationHasAnUndoThatSaysWhatIsLost() throws Exception {
        Path resources = Path.of("src/main/resources/db");
        try (var migrations = Files.list(resources.resolve("migration").resolve(kind().jsonName()))) {
            assertThat(migrations.map(file -> file.getFileName().toString()).filter(name -> !name.matches("V[12]__.*")))
                    .isNotEmpty().allSatisfy(name -> assertThat(
                            resources.resolve("undo").resolve(kind().jsonName()).resolve(name.replaceFirst("V", "U")))
                            .content().matches("(?s)-- (Keeps|Loses|Lost|The migration changes nothing).*"));
        }
    }

    private static int latest() {
        return Integer.parseInt(Schema.VERSION);
    }

    default Migrations migrations() {
        return new Migrations(configuration().load(), kind());
    }

    private FluentConfiguration configuration() {
        return Flyway.configure().dataSource(url(), null, null)
                .locations("filesystem:src/main/resources/db/migration/" + kind().jsonName())
                .ignoreMigrationPatterns("*:future");
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = connect(); Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private List<String> query(String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(sql)) {
            while (found.next()) {
                rows.add(found.getString(1));
            }
        }
        return rows;
    }
}
