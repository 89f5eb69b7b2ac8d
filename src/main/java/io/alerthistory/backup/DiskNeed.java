package io.alerthistory.backup;

import java.util.List;

/** How much disk the next backup needs. */
final class DiskNeed {

    private DiskNeed() {
    }

    /**
     * The expected size of a backup: that of the last one, or of the first 0.6 of the database.
     *
     * @param backups the newest first
     */
    static long expected(List<BackupManifest> backups, long databaseBytes) {
        return backups.stream().filter(backup -> backup.status().equals(BackupManifest.COMPLETED))
                .map(BackupManifest::sizeBytes).filter(java.util.Objects::nonNull).findFirst()
                .map(last -> Math.max(1, last)).orElse(Math.max(1, (long) (0.6 * databaseBytes)));
    }

    /** The bytes that must be free before a backup begins: 1.2 of the last one, or 0.6 of the database. */
    static long bytes(List<BackupManifest> backups, long databaseBytes) {
        boolean isFirst = backups.stream().noneMatch(backup -> backup.status().equals(BackupManifest.COMPLETED));
        double expected = expected(backups, databaseBytes);
        return (long) (isFirst ? expected : 1.2 * expected);
    }
}
