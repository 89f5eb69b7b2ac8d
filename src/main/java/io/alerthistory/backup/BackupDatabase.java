package io.alerthistory.backup;

import java.io.IOException;
import java.sql.SQLException;

import org.jspecify.annotations.Nullable;

/** The database that is backed up. */
interface BackupDatabase {

    /**
     * Takes a snapshot.
     *
     * @return null when another process is backing the database up
     * @throws BackupException when it cannot be backed up
     */
    @Nullable
    Snapshot open() throws BackupException, SQLException, IOException, InterruptedException;

    /** Which database it is, as in the manifests; null when that cannot be found out. */
    @Nullable
    String source() throws SQLException;

    /**
     * Checks that a backup can be made.
     *
     * @throws BackupException when something is missing
     */
    void check() throws BackupException, SQLException, InterruptedException;
}
