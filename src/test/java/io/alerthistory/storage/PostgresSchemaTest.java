package io.alerthistory.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.alerthistory.support.OnPostgresql;
import io.alerthistory.support.PostgresServer;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

@QuarkusTest
@TestProfile(OnPostgresql.class)
class PostgresSchemaTest {

    /** Foreign keys of which no index has their columns in front: deleting what they point at would scan the table. */
    private static final String UNINDEXED = """
            select c.conname from pg_constraint c where c.contype = 'f' and not exists (
              select from pg_index i where i.indrelid = c.conrelid
                and (i.indkey::int2[])[0:cardinality(c.conkey) - 1] @> c.conkey)""";

    @Test
    void everyForeignKeyHasAnIndex() throws SQLException {
        assertThat(query(UNINDEXED)).isEmpty();
        assertThat(query("select conname from pg_constraint where contype = 'f'")).hasSizeGreaterThan(10);
    }

    @Test
    void everyForeignKeyCascades() throws SQLException {
        assertThat(query("select conname from pg_constraint where contype = 'f' and confdeltype <> 'c'")).isEmpty();
    }

    /** A heartbeat and an append change these only, so that the new version of the row needs no index entry (HOT). */
    @Test
    void noIndexHasWhatEverySignOfLifeChanges() throws SQLException {
        assertThat(query("select indexdef from pg_indexes where tablename = 'alert_sessions' and indexdef ~ "
                + "'\\m(last_interaction_at|pod_id|supervised|version|last_seq|llm_interaction_count"
                + "|mcp_communication_count|session_(input|output|total)_tokens)\\M'")).isEmpty();
        assertThat(query("select indexdef from pg_indexes where tablename = 'alert_sessions' and indexdef ~ '\\mstatus\\M'"))
                .isNotEmpty();
    }

    private static List<String> query(String sql) throws SQLException {
        List<String> names = new ArrayList<>();
        try (Connection connection = PostgresServer.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }
}
