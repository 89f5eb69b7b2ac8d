package io.alerthistory.backup;

import java.util.Comparator;
import java.util.List;

/** Which backups have served their time. */
final class RetentionRule {

    private RetentionRule() {
    }

    /**
     * Chooses the backups to delete: those that are too old and older than the newest verified one. The newest verified one
     * is never among them, and without one nothing is.
     *
     * @param beforeUs those that were begun before are too old
     */
    static List<BackupManifest> expired(List<BackupManifest> backups, long beforeUs) {
        long newestVerified = backups.stream().filter(BackupManifest::isVerified).mapToLong(BackupManifest::startedUs).max()
                .orElse(Long.MIN_VALUE);
        return backups.stream().filter(backup -> backup.startedUs() < beforeUs && backup.startedUs() < newestVerified)
                .toList();
    }

    /**
     * Chooses the failed backups whose files have no use: all since the last completed one, except the newest. An operator
     * looks at one, and more would fill the disk while every attempt fails.
     */
    static List<BackupManifest> superseded(List<BackupManifest> backups) {
        long completed = backups.stream().filter(backup -> backup.status().equals(BackupManifest.COMPLETED))
                .mapToLong(BackupManifest::startedUs).max().orElse(Long.MIN_VALUE);
        return backups.stream()
                .filter(backup -> backup.status().equals(BackupManifest.FAILED) && backup.sizeBytes() != null
                        && backup.startedUs() > completed)
                .sorted(Comparator.comparingLong(BackupManifest::startedUs).reversed()).skip(1).toList();
    }
}
