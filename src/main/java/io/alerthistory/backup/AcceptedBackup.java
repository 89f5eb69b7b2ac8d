package io.alerthistory.backup;

/**
 * A backup that has begun.
 *
 * @param status running
 */
public record AcceptedBackup(String backupId, String status) {

    static final String RUNNING = "running";
}
