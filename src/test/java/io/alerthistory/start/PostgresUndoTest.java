package io.alerthistory.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.alerthistory.database.DatabaseKind;
import io.alerthistory.support.PostgresServer;

class PostgresUndoTest implements UndoContract {

    private String database = "";

    @BeforeEach
    void create() throws SQLException {
        database = PostgresServer.createDatabase();
    }

    @Override
    public DatabaseKind kind() {
        return DatabaseKind.POSTGRESQL;
    }

    @Override
    public String url() {
        return "jdbc:postgresql://localhost:" + PostgresServer.port() + "/" + database + "?user=postgres&password=postgres";
    }

    @Override
    public Connection connect() throws SQLException {
        return PostgresServer.connect(database);
    }

    /** Everything that a dump of the schema says, but for the order of columns. */
    @Override
    public String schema() {
        return """
                select 'column ' || c.relname || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
                    || ' ' || coalesce(collation_.collname, '') || ' ' || a.attnotnull
                    || ' ' || coalesce(pg_get_expr(d.adbin, d.adrelid), '')
                from pg_attribute a
                join pg_class c on c.oid = a.attrelid
                left join pg_collation collation_ on collation_.oid = a.attcollation
                left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
                where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped
                union all
                select 'constraint ' || conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid)
                from pg_constraint where connamespace = 'public'::regnamespace and conrelid <> 0
                union all
                select 'index ' || indexdef from pg_indexes where schemaname = 'public'
                union all
                select 'options ' || relname || ' ' || coalesce(reloptions::text, '')
                from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'i')
                union all
                select 'trigger ' || pg_get_triggerdef(t.oid) from pg_trigger t where not tgisinternal
                union all
                select 'function ' || pg_get_functiondef(p.oid) from pg_proc p
                where pronamespace = 'public'::regnamespace
                    and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')
                union all
                select 'domain ' || typname || ' ' || typbasetype::regtype from pg_type
                where typnamespace = 'public'::regnamespace and typtype = 'd'
                order by 1
                """;
    }

    /** Requests queue behind a migration that waits for a lock. Migration 7 itself would wait for 15 seconds. */
    @Test
    void aMigrationBesideRequestsWaitsShortlyForALock() throws SQLException {
        migrations().run("6");
        try (Connection other = connect(); Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("lock table alert_sessions in access share mode");
            long began = System.nanoTime();

            assertThatThrownBy(() -> migrations().runBesideRequests(null))
                    .satisfies(failure -> assertThat(ShortLocks.isLockTimeout(failure)).isTrue());
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(10));
            assertThat(migrations().current()).isEqualTo("6");
        }
        migrations().runBesideRequests("7");
        assertThat(migrations().current()).isEqualTo("7");
    }

    @Test
    void anUndoBesideRequestsWaitsShortlyForALock() throws SQLException {
        migrations().run("7");
        List<String> undone = new ArrayList<>();
        try (Connection other = connect(); Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("lock table alert_sessions in access share mode");
            long began = System.nanoTime();

            assertThatThrownBy(() -> migrations().rollbackBesideRequests("6", undone::add))
                    .satisfies(failure -> assertThat(ShortLocks.isLockTimeout(failure)).isTrue());
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(10));
            assertThat(undone).isEmpty();
        }
        migrations().rollbackBesideRequests("6", undone::add);
        assertThat(undone).containsExactly("7");
    }
}
