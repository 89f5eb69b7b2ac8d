package io.alerthistory.backup;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The backups, and what is being done.
 *
 * @param running null when none is being made
 * @param backups the newest first, at most 100
 * @param nextDueUs when the next one is due, microseconds since the epoch; null when none is scheduled
 */
public record BackupReport(@Nullable RunningBackup running, List<BackupManifest> backups, @Nullable Long nextDueUs) {

    /** Takes a copy of the list. */
    public BackupReport {
        backups = List.copyOf(backups);
    }
}
