package io.alerthistory.backup;

import java.nio.channels.FileChannel;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;

/**
 * A backup that may begin: nobody else makes one, and there is room for it.
 *
 * @param lock of the folder
 * @param expected its size in bytes, as far as one can guess
 * @param progress bytes written so far
 */
record BackupRun(String backupId, long startedUs, @Nullable String note, Snapshot snapshot, FileChannel lock, long expected,
        AtomicLong progress) {

    private static final int MAX_PERCENT = 99;

    RunningBackup report() {
        long bytes = progress.get();
        return new RunningBackup(backupId, startedUs, bytes, (int) Math.min(MAX_PERCENT, bytes * 100 / Math.max(1, expected)));
    }
}
