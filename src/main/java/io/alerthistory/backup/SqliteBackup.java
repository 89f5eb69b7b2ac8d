package io.alerthistory.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;

import org.jspecify.annotations.Nullable;

/** Backups of a SQLite file. */
final class SqliteBackup implements BackupDatabase {

    private final @Nullable Path file;
    private final boolean withDigests;
    private final Encryption encryption;
    private final Children children;

    /** @param file null for a database in memory */
    SqliteBackup(@Nullable Path file, boolean withDigests, Encryption encryption, Children children) {
        this.file = file;
        this.withDigests = withDigests;
        this.encryption = encryption;
        this.children = children;
    }

    @Override
    public void check() throws BackupException {
        existing();
    }

    @Override
    public @Nullable Snapshot open() throws BackupException, SQLException, IOException {
        return new SqliteSnapshot(existing(), source(), withDigests, encryption, children);
    }

    @Override
    public @Nullable String source() {
        try {
            return file == null ? null : file.toRealPath().toString();
        } catch (IOException e) {
            return null; // it is not there yet
        }
    }

    private Path existing() throws BackupException {
        if (file == null) {
            throw new BackupException("a database in memory cannot be backed up: DATABASE_URL=sqlite:///history.db is a file");
        }
        if (!Files.isRegularFile(file)) {
            throw new BackupException("there is no file " + file);
        }
        return file;
    }
}
