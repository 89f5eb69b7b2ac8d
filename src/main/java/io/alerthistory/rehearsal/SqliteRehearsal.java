package io.alerthistory.rehearsal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;
import org.sqlite.JDBC;

import io.alerthistory.database.SqliteFiles;
import io.alerthistory.error.Causes;
import io.alerthistory.rehearsal.Findings.RehearsedMigration;
import io.alerthistory.rehearsal.Findings.RelationLock;
import io.alerthistory.rehearsal.Findings.Rewrite;

/**
 * Runs migrations on a copy of the file, which is deleted afterwards. Requests go on meanwhile, but the copy needs as much disk
 * as the database.
 */
public final class SqliteRehearsal implements Rehearsal {

    /** SQLite's name of the whole database. */
    private static final String MAIN = "main";

    private final DataSource database;
    private final Path folder;
    private final Duration limit;

    /** @param folder where the copy is made, in a folder of its own with this name; what a killed rehearsal left is deleted */
    public SqliteRehearsal(DataSource database, Path folder) {
        this(database, folder, MAX_DURATION);
    }

    SqliteRehearsal(DataSource database, Path folder, Duration limit) {
        this.database = database;
        this.folder = folder;
        this.limit = limit;
    }

    @Override
    public Findings rehearse(List<MigrationScript> migrations) throws SQLException {
        if (migrations.isEmpty()) {
            return Findings.none(null);
        }
        try (TimeLimit time = new TimeLimit(limit)) {
            delete(folder);
            createFolder();
            Path copy = folder.resolve("copy.db");
            String shortage = copy(copy, time);
            return shortage == null ? onCopy(copy, migrations, time) : Findings.none(shortage);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } finally {
            delete(folder);
        }
    }

    /** The copy has confidential rows, like the file. */
    private void createFolder() throws IOException {
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createDirectory(folder,
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } else {
            Files.createDirectory(folder);
        }
    }

    /**
     * Copies the database.
     *
     * @return why it cannot be copied; null when it is
     */
    private @Nullable String copy(Path copy, TimeLimit time) throws SQLException, IOException {
        try (Connection connection = database.getConnection();
                PreparedStatement vacuum = connection.prepareStatement("vacuum into ?")) {
            long bytes = number(connection, "pragma page_count") * number(connection, "pragma page_size");
            long free = Files.getFileStore(folder).getUsableSpace();
            if (free < 2 * bytes) {
                return "a copy of the database and its log need " + 2 * bytes + " bytes in " + folder.getParent() + ", and "
                        + free + " are free";
            }
            time.watch(vacuum);
            vacuum.setString(1, copy.toString());
            try {
                vacuum.execute();
            } catch (SQLException failure) {
                if (time.isOver()) {
                    return "the copy was not made in the time that a rehearsal may take";
                }
                throw failure;
            }
            return null;
        }
    }

    private Findings onCopy(Path copy, List<MigrationScript> migrations, TimeLimit time) throws SQLException, IOException {
        List<RehearsedMigration> done = new ArrayList<>();
        String failure = null;
        try (Connection connection = JDBC.createConnection(SqliteFiles.jdbcUrl(copy), new Properties());
                Statement statement = connection.createStatement()) {
            statement.execute("pragma wal_autocheckpoint = 0"); // the log shows what was written
            time.watch(statement);
            long before = number(connection, "select total_changes()");
            for (MigrationScript migration : migrations) {
                failure = migration.inTransaction() ? run(statement, migration, done, time)
                        : Rehearsal.notInTransaction(migration);
                if (failure != null) {
                    break;
                }
            }
            long changes = failure == null ? number(connection, "select total_changes()") - before : 0;
            Path log = copy.resolveSibling(copy.getFileName() + "-wal");
            return findings(done, failure, changes, Files.exists(log) ? Files.size(log) : 0);
        }
    }

    private static @Nullable String run(Statement statement, MigrationScript migration, List<RehearsedMigration> done,
            TimeLimit time) throws SQLException {
        long began = System.nanoTime();
        String error = null;
        statement.getConnection().setAutoCommit(false);
        try {
            statement.executeUpdate(migration.sql());
            statement.getConnection().commit();
            statement.getConnection().setAutoCommit(true);
        } catch (SQLException failure) { // what it has done goes with the copy
            error = time.isOver() ? "it did not end in the time that a rehearsal may take"
                    : Causes.firstLine(failure);
        }
        done.add(new RehearsedMigration(migration.version(), migration.description(),
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began), error));
        return error == null ? null : "version " + migration.version() + " fails: " + error;
    }

    /** One writes at a time, whatever it changes; readers see the state before in the write-ahead log. */
    private static Findings findings(List<RehearsedMigration> done, @Nullable String failure, long rows, long logBytes) {
        long duration = done.stream().mapToLong(RehearsedMigration::durationMs).sum();
        return new Findings(done, done.isEmpty() ? List.of() : List.of(new RelationLock(MAIN, "RESERVED", true, false)),
                rows > 0 ? List.of(new Rewrite(MAIN, rows, logBytes)) : List.of(), duration, duration, 0, 2 * logBytes,
                failure, false);
    }

    private static long number(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement(); ResultSet found = statement.executeQuery(query)) {
            found.next();
            return found.getLong(1);
        }
    }

    private static void delete(Path folder) {
        if (Files.notExists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
            Files.delete(folder);
        } catch (IOException failure) {
            throw new UncheckedIOException("The copy of a rehearsal cannot be deleted", failure);
        }
    }
}
