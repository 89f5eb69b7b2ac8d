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

    /** A join between two collations finds no row by an index, and only "C" (950) orders like SQLite. */
    private static final String OTHER_COLLATIONS = """
            select c.relname || ' ' || pg_get_indexdef(i.indexrelid, place::int, true) from pg_index i
              join pg_class c on c.oid = i.indexrelid join pg_am m on m.oid = c.relam and m.amname = 'btree'
              join pg_class t on t.oid = i.indrelid and t.relnamespace = current_schema()::regnamespace
                and t.relname <> 'flyway_schema_history'
              cross join lateral unnest(i.indcollation::oid[]) with ordinality as columns(collation_oid, place)
            where collation_oid not in (0, 950)""";

    private static final String REFERENCES_BETWEEN_COLLATIONS = """
            select c.conname from pg_constraint c
              cross join lateral unnest(c.conkey, c.confkey) as pair(child, parent)
              join pg_attribute a on a.attrelid = c.conrelid and a.attnum = pair.child
              join pg_attribute b on b.attrelid = c.confrelid and b.attnum = pair.parent
            where c.contype = 'f' and a.attcollation <> b.attcollation""";

    private static final String KEYS_WITHOUT_SESSION = """
            select i.indexrelid::regclass::text from pg_index i
            where i.indisunique and i.indrelid in ('stage_executions'::regclass, 'llm_interactions'::regclass,
                'mcp_interactions'::regclass)
              and not exists (select from pg_attribute a where a.attrelid = i.indrelid and a.attname = 'session_id'
                and a.attnum = any(i.indkey::int2[]))""";

    @Test
    void everyTextThatIsComparedHasOneCollation() throws SQLException {
        assertThat(query(OTHER_COLLATIONS)).isEmpty();
        assertThat(query(REFERENCES_BETWEEN_COLLATIONS)).isEmpty();
    }

    @Test
    void everyKeyOfAChildHasItsSession() throws SQLException {
        assertThat(query(KEYS_WITHOUT_SESSION)).isEmpty();
        assertThat(query("select conname from pg_constraint where contype = 'p' and conrelid in ('stage_executions'::regclass,"
                + " 'llm_interactions'::regclass, 'mcp_interactions'::regclass)")).hasSize(3);
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
