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
 * The files of a SQLite database, which have other people's alerts in them: only the user that runs the service reads them.
 * SQLite
 * gives the files beside a database the permissions of the database.
 */
public final class SqliteFiles {

    private static final Logger LOG = Logger.getLogger(SqliteFiles.class);

    /** 0600. */
    private static final Set<PosixFilePermission> OWNER_ONLY = Set.of(PosixFilePermission.OWNER_READ,
            PosixFilePermission.OWNER_WRITE);

    /** The database, its log, the log's index, and the journal of a database that has no log yet. */
    private static final List<String> SUFFIXES = List.of("", "-wal", "-shm", "-journal");

    private SqliteFiles() {
    }

    /**
     * Makes the database with permissions for its owner alone when it is not there, and takes those of others from files that
     * an
     * earlier version made. Where that cannot be done, because the files have another owner or the system has no such
     * permissions,
     * they stay as they are.
     */
    public static void protect(Path database) {
        if (!database.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return;
        }
        create(database);
        SUFFIXES.forEach(suffix -> restrict(database.resolveSibling(database.getFileName() + suffix)));
    }

    /** A file that cannot be made is SQLite's to report. */
    private static void create(Path database) {
        try {
            Files.createFile(database, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        } catch (FileAlreadyExistsException present) {
            LOG.tracef("%s is there", database);
        } catch (IOException e) {
            LOG.debugf(e, "%s cannot be made", database);
        }
    }

    private static void restrict(Path file) {
        try {
            if (Files.exists(file) && !OWNER_ONLY.containsAll(Files.getPosixFilePermissions(file))) {
                Files.setPosixFilePermissions(file, OWNER_ONLY);
            }
        } catch (IOException e) {
            LOG.warnf("Others than the service's user may read %s, and its permissions cannot be changed: %s", file,
                    e.getMessage());
        }
    }
}
