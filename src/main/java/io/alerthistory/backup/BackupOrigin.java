package io.alerthistory.backup;

import org.jspecify.annotations.Nullable;

import io.alerthistory.database.DatabaseKind;

/**
 * The database that this service backs up. Services may share a folder, and each minds its own backups only.
 *
 * @param source as in the manifest; null when the role may not find it out
 */
record BackupOrigin(DatabaseKind kind, @Nullable String source) {

    /** Whether a backup is of this database. One without a source may be: an earlier build made it. */
    boolean has(BackupManifest backup) {
        return isOfItsKind(backup) && (backup.source() == null || backup.source().equals(source));
    }

    private boolean isOfItsKind(BackupManifest backup) {
        return backup.database().equals(kind.jsonName());
    }
}
