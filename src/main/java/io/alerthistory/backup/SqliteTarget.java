package io.alerthistory.backup;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import io.alerthistory.database.SqliteCode;
import io.alerthistory.database.SqliteFiles;

/**
 * The SQLite file that a restore writes or replaces, with SQLite's own files beside it. None of these may stay: SQLite
 * would take an old log or journal for that of the restored database, and write it into it.
 *
 * @param file its real path: SQLite keeps its own files there
 * @param suffix of the name that old files get
 */
record SqliteTarget(Path file, String suffix) {

    private static final String JOURNAL = "-journal";

    /** The log, its index and the journal. */
    static final List<String> SIDES = List.of("-wal", "-shm", JOURNAL);

    static SqliteTarget of(Path file, String suffix) throws IOException {
        return new SqliteTarget(Files.exists(file) ? file.toRealPath() : file.toAbsolutePath(), suffix);
    }

    static Path with(Path file, String suffix) {
        return file.resolveSibling(file.getFileName() + suffix);
    }

    Path folder() {
        return Objects.requireNonNull(file.getParent());
    }

    /**
     * Checks, before the work, that it can be replaced. That may change until it is.
     *
     * @param replace whether it may have tables, or be damaged
     */
    void check(boolean replace) throws BackupException, SQLException, IOException {
        if (Files.exists(file)) {
            whileHeld(replace, List::of);
        }
    }

    /**
     * Checks again, and replaces the file before anybody else can open it.
     *
     * @return the new names of the old files
     */
    List<Path> replaceBy(Path restored, boolean replace) throws BackupException, SQLException, IOException {
        if (Files.exists(file)) {
            return whileHeld(replace, () -> swap(restored));
        }
        SqliteFiles.protect(file); // it has to be there to be held
        boolean isSwapped = false;
        try {
            List<Path> kept = new ArrayList<>(keepSides()); // SQLite would delete them beside an empty file
            kept.addAll(whileHeld(replace, () -> swap(restored)));
            isSwapped = true;
            return kept;
        } finally {
            if (!isSwapped && isEmpty()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private List<Path> whileHeld(boolean replace, Step step) throws BackupException, SQLException, IOException {
        try (Connection connection = Connections.open(file, 0)) {
            if (hold(connection, replace)) {
                // That of the transaction that holds it, and beside the restored file it would be rolled back into that.
                Files.deleteIfExists(with(file, JOURNAL));
                return step.run();
            }
        }
        return step.run(); // nobody can use a damaged file, nor hold it
    }

    /** @return false when the file is damaged, so that SQLite cannot hold it */
    private boolean hold(Connection connection, boolean replace) throws BackupException, SQLException {
        try {
            String tables = Connections.text(connection, "select count(*) from sqlite_schema where type = 'table'");
            if (!"0".equals(tables) && !replace) {
                throw new BackupException(
                        "the file " + file + " is not empty: name another one, or replace it with --replace,"
                                + " which keeps the old one under another name");
            }
            // Leaving WAL mode brings the log into the file, and fails while anybody else has it open.
            Connections.execute(connection, "pragma locking_mode = exclusive");
            boolean isLeft = "delete".equals(Connections.text(connection, "pragma journal_mode = delete"));
            Connections.execute(connection, "begin exclusive");
            if (isLeft) {
                return true;
            }
            throw inUse();
        } catch (SQLException e) {
            int code = e.getErrorCode();
            if (SqliteCode.BUSY.is(code) || SqliteCode.LOCKED.is(code)) {
                throw inUse();
            }
            if (!SqliteCode.CORRUPT.is(code) && !SqliteCode.NOT_A_DATABASE.is(code)) {
                throw e;
            }
            if (!replace) {
                throw new BackupException("the file " + file + " is damaged or no SQLite database: name another one, or"
                        + " replace it with --replace, which keeps it under another name", e);
            }
            return false;
        }
    }

    private BackupException inUse() {
        return new BackupException("the file " + file + " is in use: stop the service first");
    }

    /** The old file gets a second name first, so that there is a file under its own at every moment. */
    private List<Path> swap(Path restored) throws IOException {
        List<Path> kept = new ArrayList<>();
        if (isEmpty()) {
            kept.addAll(keepSides());
            Files.move(restored, file, StandardCopyOption.ATOMIC_MOVE);
            return kept;
        }
        Path aside = with(file, suffix);
        kept.add(aside);
        try {
            Files.createLink(aside, file);
        } catch (FileAlreadyExistsException taken) {
            throw taken;
        } catch (FileSystemException | UnsupportedOperationException noLinks) {
            Files.move(file, aside, StandardCopyOption.ATOMIC_MOVE);
        }
        kept.addAll(keepSides());
        Files.move(restored, file, StandardCopyOption.ATOMIC_MOVE);
        return kept;
    }

    private List<Path> keepSides() throws IOException {
        List<Path> kept = new ArrayList<>();
        for (String side : SIDES) {
            Path old = with(file, side);
            if (Files.exists(old)) {
                Path aside = with(file, suffix + side);
                Files.move(old, aside, StandardCopyOption.ATOMIC_MOVE);
                kept.add(aside);
            }
        }
        return kept;
    }

    private boolean isEmpty() throws IOException {
        return Files.exists(file) && Files.size(file) == 0;
    }

    /** What is done while nobody else has the file. */
    private interface Step {
        List<Path> run() throws IOException;
    }
}
