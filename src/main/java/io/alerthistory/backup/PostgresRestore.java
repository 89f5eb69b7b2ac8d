package io.alerthistory.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;

import org.jspecify.annotations.Nullable;

import io.alerthistory.audit.AuditHead;
import io.alerthistory.database.DatabaseKind;
import io.alerthistory.database.PostgresAddress;
import io.alerthistory.start.SchemaUpgrade;
import io.alerthistory.time.Micros;

/** Restores a backup into a PostgreSQL database, which is empty, or is replaced by a new one. */
final class PostgresRestore {

    private static final DateTimeFormatter SUFFIX = DateTimeFormatter.ofPattern("yyyyMMddHHmmss").withZone(ZoneOffset.UTC);
    private static final int MAX_NAME = 63;

    private static final String TABLES = """
            select count(*)
            from pg_class c
            join pg_namespace n on n.oid = c.relnamespace
            where n.nspname = ? and c.relkind in ('r', 'p', 'v', 'm', 'f')
              and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
            """;

    /** Every client has to be gone before a database is renamed; into an empty one only no service may write. */
    private static final String CLIENTS = """
            select string_agg(distinct coalesce(nullif(application_name, ''), 'unnamed'), ', ')
            from pg_stat_activity
            where datname = current_database() and pid <> pg_backend_pid()
              and coalesce(backend_type, 'client backend') = 'client backend'
              and (? or (application_name like 'alert-history%' and application_name <> 'alert-history-backup'))
            """;

    private final BackupFile backup;
    private final PostgresAddress target;
    private final SchemaUpgrade upgrade;
    private final CommandOutput out;
    private final Clock clock;

    PostgresRestore(BackupFile backup, PostgresAddress target, SchemaUpgrade upgrade, CommandOutput out, Clock clock) {
        this.backup = backup;
        this.target = target;
        this.upgrade = upgrade;
        this.out = out;
        this.clock = clock;
    }

    /**
     * Restores.
     *
     * @param replace whether a database that is not empty is replaced
     * @return how the restored rows differ from the backup's; empty when they are equal
     */
    String run(boolean replace) throws BackupException, SQLException, IOException, InterruptedException {
        try (Connection connection = Connections.open(target)) {
            int major = connection.getMetaData().getDatabaseMajorVersion();
            PostgresPrograms.find(major, backup.children()); // before anything is created
            String current = Connections.text(connection, "select current_schema()");
            if (current != null && !current.equals(schema())) {
                throw new BackupException(
                        "the backup is of the schema " + schema() + ", and the search path of the target begins"
                                + " with " + current + ": add ?search_path=" + schema() + " to the URL");
            }
            boolean isEmpty = "0".equals(Connections.text(connection, TABLES, schema()));
            if (!isEmpty && !replace) {
                throw new BackupException(
                        "the database " + target.database() + " is not empty: name an empty one, or replace it"
                                + " with --replace, which keeps the old one under another name");
            }
            String clients = Connections.text(connection, CLIENTS, !isEmpty);
            if (clients != null) {
                throw new BackupException("the database is in use (" + clients + "): stop the service and other clients first");
            }
            return isEmpty ? fill(major, target, clock.millis()) : replace(connection, major);
        }
    }

    private String replace(Connection connection, int major)
            throws BackupException, SQLException, IOException, InterruptedException {
        PostgresSwap swap = new PostgresSwap(target);
        swap.requirePossible(connection);
        String suffix = SUFFIX.format(clock.instant());
        String fresh = name("_restored_" + suffix);
        String aside = name("_before_" + suffix);
        Connections.execute(connection, Objects.requireNonNull(Connections.text(connection, Rehearsal.CREATE, fresh)));
        boolean isKept = false;
        try {
            DatabaseGrants.copy(connection, target.at(fresh), schema());
            swap.requireSameSchema(connection, fresh);
            String difference = fill(major, target.at(fresh), clock.millis());
            if (difference.isEmpty()) {
                tellLog(RestoredLog.head(connection), target.at(fresh));
                connection.close();
                isKept = true; // even when the names cannot be swapped: it is complete
                swap.run(fresh, aside);
                out.line("The old database is now " + aside + ". When it is no longer needed: DROP DATABASE "
                        + PostgresSnapshot.quoted(aside) + ";");
            }
            return difference;
        } finally {
            if (!isKept) {
                drop(fresh);
            }
        }
    }

    private void tellLog(@Nullable AuditHead replaced, PostgresAddress restored) throws SQLException {
        try (Connection other = Connections.open(restored)) {
            RestoredLog.tell(other, backup.manifest().backupId(), replaced, Micros.now(clock));
        }
    }

    private void drop(String database) throws SQLException {
        try (Connection other = Connections.open(target)) {
            Connections.execute(other, Objects.requireNonNull(Connections.text(other,
                    "select format('drop database if exists %I with (force)', ?::text)", database)));
        }
    }

    private String fill(int major, PostgresAddress into, long begun)
            throws BackupException, SQLException, IOException, InterruptedException {
        Path plain = backup.plain(Path.of(System.getProperty("java.io.tmpdir", "/tmp")));
        try {
            out.line("Restoring " + Files.size(plain) + " bytes into " + into);
            PostgresPrograms programs = PostgresPrograms.toRestore(plain, major, backup.children());
            restore(new PostgresRestorer(programs, backup.children()), plain, into);
        } finally {
            backup.discard(plain);
        }
        try (Connection restored = Connections.open(into)) {
            Connections.execute(restored, "set statement_timeout = 0");
            String difference = new TableSums(backup.manifest().rows(), Map.of())
                    .difference(TableSums.ofPostgresql(restored, schema(), false));
            if (!difference.isEmpty()) {
                return difference;
            }
        }
        migrate(into);
        out.line("Restored and compared in " + (clock.millis() - begun) / 1000 + " s");
        return "";
    }

    /** The grants are restored where their roles exist; each attempt is one transaction. */
    private void restore(PostgresRestorer restorer, Path plain, PostgresAddress into)
            throws BackupException, SQLException, InterruptedException {
        String trigrams = backup.manifest().trigramSchema();
        try {
            restorer.restore(plain, into, schema(), trigrams, true);
        } catch (BackupException failure) {
            if (!String.valueOf(failure.getMessage()).matches("(?s).*role \".*\" does not exist.*")) {
                throw failure;
            }
            out.line("The server does not have all roles of the backup, so it is restored without its grants");
            restorer.restore(plain, into, schema(), trigrams, false);
        }
    }

    private void migrate(PostgresAddress into) throws BackupException {
        if (!backup.isOlder()) {
            return;
        }
        if (!upgrade.isFor(DatabaseKind.POSTGRESQL)) {
            out.line("The schema is older than this build: run migrate with DATABASE_URL set to the restored database");
            return;
        }
        Properties properties = Connections.properties(into);
        int count = upgrade.migrate(into.jdbcUrl(), properties.getProperty("user", ""), properties.getProperty("password"),
                properties);
        out.line("The schema was older: " + count + " migrations were run");
    }

    private String schema() {
        return Objects.requireNonNullElse(backup.manifest().schema(), "public");
    }

    private String name(String suffix) {
        String database = target.database();
        return database.substring(0, Math.min(database.length(), MAX_NAME - suffix.length())) + suffix;
    }
}
