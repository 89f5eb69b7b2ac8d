package io.alerthistory.backup;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;

/** A database at one moment, ready to be copied. While it is open, no other process backs the database up. */
interface Snapshot extends AutoCloseable {

    /** Which database it is of; null when that cannot be found out. */
    @Nullable
    String source();

    /** The size of the database, for the guess at the backup's. */
    long databaseBytes();

    /**
     * Copies it and verifies the copy.
     *
     * @param file an empty file
     * @param progress counts the bytes
     */
    BackupContent copyTo(Path file, AtomicLong progress)
            throws BackupException, SQLException, IOException, InterruptedException;

    @Override
    void close() throws SQLException;
}
