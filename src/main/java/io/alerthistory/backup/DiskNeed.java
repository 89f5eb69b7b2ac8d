package io.alerthistory.backup;

import java.util.List;
import java.util.Objects;

/**
 * How much disk the next backup needs.
 *
 * @param isSqlite VACUUM INTO does not compress, pg_dump does
 * @param isEncrypted whether the file is encrypted; SQLite's plain copy lies beside it until then
 */
record DiskNeed(boolean isSqlite, boolean isEncrypted) {

    /**
     * The expected size of a backup: that of the last one, or of the first a share of the database.
     *
     * @param backups the newest first
     */
    long expected(List<BackupManifest> backups, long databaseBytes) {
        double share = isSqlite ? 1 : 0.6;
        return backups.stream().filter(backup -> backup.status().equals(BackupManifest.COMPLETED))
                .map(BackupManifest::sizeBytes).filter(Objects::nonNull).findFirst()
                .map(last -> Math.max(1, last)).orElse(Math.max(1, (long) (share * databaseBytes)));
    }

    /** The bytes that must be free before a backup begins: 1.2 of the last one, or what the first one is expected to have. */
    long bytes(List<BackupManifest> backups, long databaseBytes) {
        boolean isFirst = backups.stream().noneMatch(backup -> backup.status().equals(BackupManifest.COMPLETED));
        double expected = expected(backups, databaseBytes);
        double file = isFirst ? expected : 1.2 * expected;
        return (long) (isSqlite && isEncrypted ? 2 * file : file);
    }
}
