package io.alerthistory.backup;

import java.time.Duration;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;

/** When backups are made, where they are kept, and how they are verified. */
@ConfigMapping(prefix = "history.backup")
public interface BackupConfig {

    /** Whether backups are scheduled. Those that are asked for are always made. */
    boolean enabled();

    Duration interval();

    /** In days; 0 keeps all. */
    int retentionDays();

    /** The folder of the backups. */
    String directory();

    /** Whether a backup is restored into a scratch database: true, false, or digests. */
    String rehearse();

    /** A program that is run with the file of every backup. */
    Optional<String> commandAfter();

    /** Public keys of age, separated by commas or blanks. */
    Optional<String> ageRecipients();
}
