package io.alerthistory.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file of an earlier version, with rows, comes to the present schema as the service brings it there. */
class SqliteUpgradeTest {

    private static final String INTERACTION = "insert into llm_interactions (interaction_id, session_id, seq, timestamp_us,"
            + " duration_ms, success, model_name, interaction_type, conversation) values ";

    @TempDir
    Path folder;

    @Test
    void constraintsOfJsonChangeWithoutARowOrAReferenceBeingLost() throws SQLException {
        migrate("4");
        try (Connection connection = connect(); Statement statement = connection.createStatement()) {
            statement.execute("insert into alert_sessions (session_id, agent_type, status, started_at_us, alert_data, chain_id,"
                    + " content_digest, search_document) values ('s', 'a', 'pending', 1, '{}', 'c', 'd', 'kubernetes')");
            statement.execute(INTERACTION + "('i', 's', 1, 1, 1, 1, 'm', 'investigation', null)");

            migrate("latest"); // while another connection has the schema of before

            statement.execute(INTERACTION + "('j', 's', 2, 1, 1, 1, 'm', 'investigation', null)");
            assertThat(statement.executeQuery("select count(*) from llm_interactions").getInt(1)).isEqualTo(2);
            assertThat(statement.executeQuery("pragma integrity_check").getString(1)).isEqualTo("ok");
            assertThat(statement.executeQuery("pragma foreign_key_check").next()).isFalse();
            assertThat(statement.executeQuery("select sql from sqlite_schema where name = 'llm_interactions'").getString(1))
                    .contains("check (conversation is null or json_valid(conversation))");
            assertThatThrownBy(() -> statement.execute(INTERACTION + "('k', 's', 3, 1, 1, 1, 'm', 'investigation', '{')"))
                    .hasMessageContaining("CHECK constraint failed: conversation is null or json_valid(conversation)");
            assertThatThrownBy(() -> statement.execute(INTERACTION + "('k', 'none', 3, 1, 1, 1, 'm', 'investigation', null)"))
                    .hasMessageContaining("FOREIGN KEY");
            statement.execute("delete from alert_sessions");
            assertThat(statement.executeQuery("select count(*) from llm_interactions").getInt(1)).isZero();
        }
    }

    private String url() {
        return new DatabaseUrl.Sqlite("sqlite", folder.resolve("history.db").toString()).jdbcUrl();
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(url());
    }

    private void migrate(String version) {
        Flyway.configure().dataSource(url(), "", "").locations("filesystem:src/main/resources/db/migration/sqlite")
                .target(version)
                .load().migrate();
    }
}
