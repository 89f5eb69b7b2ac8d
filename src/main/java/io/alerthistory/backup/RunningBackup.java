package io.alerthistory.backup;

/**
 * The backup that is being made.
 *
 * @param startedUs microseconds since the epoch
 * @param bytes written so far
 * @param percent of the expected size, at most 99; a guess from the last backup, or from the size of the tables
 */
public record RunningBackup(String backupId, long startedUs, long bytes, int percent) {
}
