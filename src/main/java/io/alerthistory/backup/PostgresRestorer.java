package io.alerthistory.backup;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;

import io.alerthistory.database.PostgresAddress;

/** Runs pg_restore on a database without the service's tables, in one transaction. */
final class PostgresRestorer {

    private final PostgresPrograms programs;
    private final Children children;

    PostgresRestorer(PostgresPrograms programs, Children children) {
        this.programs = programs;
        this.children = children;
    }

    /**
     * Restores the schema of a backup. The schema and the extension that its indexes need are created if they are missing:
     * pg_restore would fail where they exist, as public does everywhere.
     *
     * @param withPrivileges whether the grants are restored, whose roles must exist then
     */
    void restore(Path file, PostgresAddress target, String schema, @Nullable String trigramSchema, boolean withPrivileges)
            throws BackupException, SQLException, InterruptedException {
        prepare(target, schema, trigramSchema);
        run(target, schema, withPrivileges, Redirect.from(file.toFile()), null);
    }

    /** The same from a stream, whose bytes are counted. */
    void restore(InputStream content, PostgresAddress target, String schema, @Nullable String trigramSchema,
            boolean withPrivileges, AtomicLong progress)
            throws BackupException, SQLException, InterruptedException {
        prepare(target, schema, trigramSchema);
        run(target, schema, withPrivileges, Redirect.PIPE, out -> Checksum.copy(content, List.of(out), progress));
    }

    private void run(PostgresAddress target, String schema, boolean withPrivileges, Redirect in, @Nullable Feed feed)
            throws BackupException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(programs.restore(), "--single-transaction", "--exit-on-error",
                "--no-owner", "--no-password", "--schema=" + schema,
                "--dbname=" + PostgresPrograms.KEEPALIVES + " dbname=" + literal(target.database())));
        if (!withPrivileges) {
            command.add("--no-privileges");
        }
        try (Child restore = children.start(command, target.environment(Connections.APPLICATION), in, Redirect.DISCARD)) {
            IOException broken = null;
            if (feed != null) {
                try (OutputStream out = restore.stdin()) {
                    feed.to(out);
                } catch (IOException e) {
                    broken = e; // pg_restore may have ended, and then says why
                }
            }
            restore.await();
            if (broken != null) {
                throw new BackupException("the backup could not be read: " + broken.getMessage(), broken);
            }
        }
    }

    private static void prepare(PostgresAddress target, String schema, @Nullable String trigramSchema) throws SQLException {
        try (Connection connection = Connections.open(target)) {
            createSchema(connection, schema);
            if (trigramSchema != null
                    && Connections.text(connection, "select extname from pg_extension where extname = 'pg_trgm'") == null) {
                createSchema(connection, trigramSchema);
                Connections.execute(connection, Objects.requireNonNull(Connections.text(connection,
                        "select format('create extension pg_trgm with schema %I', ?::text)", trigramSchema)));
            }
        }
    }

    private static void createSchema(Connection connection, String schema) throws SQLException {
        if (Connections.text(connection, "select nspname from pg_namespace where nspname = ?", schema) == null) {
            Connections.execute(connection,
                    Objects.requireNonNull(Connections.text(connection, "select format('create schema %I', ?::text)", schema)));
        }
    }

    /** A value in a connection string of libpq. */
    private static String literal(String value) {
        char quote = '\'';
        return quote + value.replace("\\", "\\\\").replace("'", "\\'") + quote;
    }

    /** What writes the input of a program. */
    private interface Feed {
        void to(OutputStream out) throws IOException;
    }
}
