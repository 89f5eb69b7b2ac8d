package io.alerthistory.database;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;

import org.jboss.logging.Logger;

/**
 * Protects the files of a SQLite database, which contain confidential alerts: only the user that runs the service may
 * read them. SQLite gives its additional files the permissions of the database file.
 */
public final class SqliteFiles {

    private static final Logger LOG = Logger.getLogger(SqliteFiles.class);

    /** Mode 0600. */
    private static final Set<PosixFilePermission> OWNER_ONLY = Set.of(PosixFilePermission.OWNER_READ,
            PosixFilePermission.OWNER_WRITE);

    /** The database, its write-ahead log, the log's index, and the rollback journal. */
    private static final List<String> SUFFIXES = List.of("", "-wal", "-shm", "-journal");

    private SqliteFiles() {
    }

    /**
     * Creates the database file with permissions for its owner only, or removes the permissions of others from existing
     * files. Leaves the files unchanged when the service is not their owner or the file system has no such permissions.
     */
    public static void protect(Path database) {
        if (!database.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return;
        }
        create(database);
        SUFFIXES.forEach(suffix -> restrict(database.resolveSibling(database.getFileName() + suffix)));
    }

    /** The address of another file, which is opened as the database is. */
    public static String jdbcUrl(Path file) {
        return new DatabaseUrl.Sqlite("sqlite", file.toString()).jdbcUrl();
    }

    /** Ignores a failure, because SQLite reports a file that cannot be created. */
    private static void create(Path database) {
        try {
            Files.createFile(database, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        } catch (FileAlreadyExistsException present) {
            LOG.tracef("%s exists", database);
        } catch (IOException e) {
            LOG.debugf(e, "%s cannot be created", database);
        }
    }

    private static void restrict(Path file) {
        try {
            if (Files.exists(file) && !OWNER_ONLY.containsAll(Files.getPosixFilePermissions(file))) {
                Files.setPosixFilePermissions(file, OWNER_ONLY);
            }
        } catch (IOException e) {
            LOG.warnf("Other users may read %s, and its permissions cannot be changed: %s", file,
                    e.getMessage());
        }
    }
}
