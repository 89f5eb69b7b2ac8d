package io.alerthistory.http.page.operations;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.alerthistory.backup.BackupManifest;
import io.alerthistory.backup.BackupReport;
import io.alerthistory.backup.RunningBackup;
import io.alerthistory.http.page.Durations;
import io.alerthistory.http.page.Moment;
import io.alerthistory.http.page.Words;

/**
 * The backups.
 *
 * @param newest when the newest verified one was taken; null when there is none
 * @param running what is being made, in words; empty when nothing is
 * @param nextDue when the next one is due; null when none is scheduled
 * @param listed whether the caller may see the list
 */
public record BackupsView(@Nullable Moment newest, String running, @Nullable Moment nextDue, List<Row> rows, boolean listed) {

    private static final int ROWS = 10;

    public BackupsView {
        rows = List.copyOf(rows);
    }

    /**
     * A backup.
     *
     * @param note what the operator wrote, or why it failed
     */
    public record Row(String id, String state, String style, Moment started, String duration, String size, String verified,
            String encrypted, String note) {
    }

    /** What every operator may know. */
    static BackupsView of(Optional<Long> newestVerifiedUs) {
        return new BackupsView(newestVerifiedUs.map(Moment::of).orElse(null), "", null, List.of(), false);
    }

    /** What administrators may know. */
    static BackupsView of(Optional<Long> newestVerifiedUs, BackupReport report) {
        RunningBackup running = report.running();
        Long due = report.nextDueUs();
        return new BackupsView(newestVerifiedUs.map(Moment::of).orElse(null),
                running == null ? ""
                        : "A backup is being made: " + Words.bytes(running.bytes()) + ", about "
                                + running.percent() + " %.",
                due == null ? null : Moment.of(due), report.backups().stream().limit(ROWS).map(BackupsView::row).toList(),
                true);
    }

    private static Row row(BackupManifest backup) {
        boolean isComplete = backup.status().equals("completed");
        String error = Objects.requireNonNullElse(backup.error(), "");
        return new Row(backup.backupId(), isComplete ? "Complete" : "Failed", isComplete ? "completed" : "failed",
                Moment.of(backup.startedUs()), Durations.of((backup.finishedUs() - backup.startedUs()) / 1000),
                backup.sizeBytes() == null ? "" : Words.bytes(backup.sizeBytes()), switch (backup.verified()) {
                    case NONE -> "no";
                    case LISTED -> "its contents were listed";
                    case REHEARSED -> "it was restored";
                }, backup.encrypted() ? "yes" : "no",
                error.isEmpty() ? Objects.requireNonNullElse(backup.note(), "") : error);
    }
}
