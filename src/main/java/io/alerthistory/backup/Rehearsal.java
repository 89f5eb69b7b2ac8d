package io.alerthistory.backup;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import io.alerthistory.backup.PostgresBackup.Facts;
import io.alerthistory.database.PostgresAddress;

/** Restores a backup of PostgreSQL into a scratch database, compares it with the snapshot, and drops it. */
final class Rehearsal {

    private static final Logger LOG = Logger.getLogger(Rehearsal.class);

    /** The object id keeps apart the scratch databases of services that share a server. */
    private static final String NAME = """
            select 'alert_history_rehearsal_' || oid || '_'
            from pg_database
            where datname = current_database()
            """;

    /** The names of the server's own template; a database of another locale would order its indexes differently. */
    static final String CREATE = """
            select format('create database %I template template0 encoding %L lc_collate %L lc_ctype %L', ?::text,
              pg_encoding_to_char(encoding), datcollate, datctype)
            from pg_database
            where datname = current_database()
            """;

    private static final String LEFTOVERS = """
            select format('drop database if exists %I with (force)', datname)
            from pg_database
            where left(datname, length(?)) = ?
            """;

    private final boolean isWanted;
    private final boolean withDigests;
    private final Children children;

    /** @param mode true, false or digests */
    Rehearsal(String mode, Children children) {
        isWanted = !mode.equals("false");
        withDigests = mode.equals("digests");
        this.children = children;
    }

    boolean isWanted() {
        return isWanted;
    }

    boolean comparesDigests() {
        return withDigests;
    }

    /**
     * Rehearses. The caller holds the lock of backups, so that there is one rehearsal at a time.
     *
     * @return why it failed; null when the restored database is equal
     */
    @Nullable
    String of(Path file, PostgresAddress address, Facts facts, PostgresPrograms programs, TableSums expected)
            throws InterruptedException {
        try {
            PostgresAddress scratch = address.at(create(address));
            new PostgresRestorer(programs, children).restore(file, scratch, facts.schema(), facts.trigramSchema(), false);
            try (Connection restored = Connections.open(scratch)) {
                Connections.execute(restored, "set statement_timeout = 0");
                String difference = expected.difference(TableSums.ofPostgresql(restored, facts.schema(), withDigests));
                return difference.isEmpty() ? null : "the restored database differs: " + difference;
            }
        } catch (BackupException | SQLException failure) {
            return "the rehearsal failed: " + SafeMessage.of(failure);
        } finally {
            drop(address);
        }
    }

    /** Creates a scratch database. The connection ends at once: it would be idle for the whole restore. */
    private static String create(PostgresAddress address) throws SQLException {
        try (Connection admin = Connections.open(address)) {
            Connections.execute(admin, "set statement_timeout = 0");
            String name = prefix(admin) + UUID.randomUUID().toString().substring(0, 8);
            Connections.execute(admin, Objects.requireNonNull(Connections.text(admin, CREATE, name)));
            return name;
        }
    }

    private static void drop(PostgresAddress address) {
        try (Connection admin = Connections.open(address)) {
            Connections.execute(admin, "set statement_timeout = 0");
            dropLeftovers(admin);
        } catch (SQLException failure) {
            LOG.warnf("The scratch database stays until the next backup drops it: %s", SafeMessage.of(failure));
        }
    }

    /**
     * Drops the scratch databases of this database, also those of processes that were killed. A failure is only logged: the
     * backup does not depend on it.
     *
     * @param admin outside a transaction; the caller holds the lock of backups
     */
    static void dropLeftovers(Connection admin) {
        try {
            for (String statement : leftovers(admin, prefix(admin))) {
                LOG.debug(statement);
                Connections.execute(admin, statement);
            }
        } catch (SQLException failure) {
            LOG.warnf("A scratch database stays until the next backup drops it: %s", SafeMessage.of(failure));
        }
    }

    private static String prefix(Connection connection) throws SQLException {
        return Objects.requireNonNull(Connections.text(connection, NAME)).strip();
    }

    private static List<String> leftovers(Connection admin, String prefix) throws SQLException {
        List<String> statements = new ArrayList<>();
        try (PreparedStatement leftovers = admin.prepareStatement(LEFTOVERS)) {
            leftovers.setString(1, prefix);
            leftovers.setString(2, prefix);
            try (ResultSet found = leftovers.executeQuery()) {
                while (found.next()) {
                    statements.add(found.getString(1));
                }
            }
        }
        return statements;
    }
}
