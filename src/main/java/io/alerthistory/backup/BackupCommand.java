package io.alerthistory.backup;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import io.alerthistory.error.ProblemException;
import io.alerthistory.start.CommandName;
import io.alerthistory.start.OneOffCommand;

/** Makes, lists and verifies backups from the command line. */
@Singleton
class BackupCommand implements OneOffCommand {

    private static final String USAGE = "usage: backup [--note TEXT] | backup list | backup verify FILE [--identity FILE]";
    private static final int DONE = 0;
    private static final int WRONG_USAGE = 1;
    private static final int FAILED = 2;

    private final Backups backups;
    private final BackupWork work;

    BackupCommand(Backups backups, BackupWork work) {
        this.backups = backups;
        this.work = work;
    }

    @Override
    public CommandName name() {
        return CommandName.BACKUP;
    }

    @Override
    public int run(List<String> arguments) throws InterruptedException {
        int count = arguments.size();
        if (count == 0) {
            return make(null);
        }
        if (count == 2 && arguments.get(0).equals("--note")) {
            return make(arguments.get(1));
        }
        if (count == 1 && arguments.get(0).equals("list")) {
            return list();
        }
        if (arguments.get(0).equals("verify") && (count == 2 || (count == 4 && arguments.get(2).equals("--identity")))) {
            return verify(Path.of(arguments.get(1)), count == 4 ? Path.of(arguments.get(3)) : null);
        }
        System.err.println(USAGE);
        return WRONG_USAGE;
    }

    private int make(@Nullable String note) {
        CommandOutput out = new CommandOutput(System.out);
        try {
            BackupManifest made = out.during(this::progress, () -> backups.make(note));
            if (made.status().equals(BackupManifest.COMPLETED)) {
                out.line(line(made));
                return DONE;
            }
            System.err.println("The backup failed: " + made.error());
        } catch (ProblemException refused) {
            System.err.println("The backup could not begin: " + refused.detail()
                    + (refused.getCause() instanceof SQLException cause ? ": " + SafeMessage.of(cause) : ""));
        }
        return FAILED;
    }

    private @Nullable String progress() {
        RunningBackup running = backups.runningNow();
        return running == null ? null : running.bytes() + " bytes, " + running.percent() + " %";
    }

    private int list() {
        backups.list().forEach(backup -> System.out.println(line(backup)));
        return DONE;
    }

    private int verify(Path file, @Nullable Path identity) throws InterruptedException {
        try {
            BackupFile backup = BackupFile.open(file, identity, work.children());
            backup.verifyContent();
            if (backup.failure().isPresent()) {
                System.err.println(backup.failure().get());
                return FAILED;
            }
            System.out.println("The backup is as it was written: " + line(backup.manifest()));
            return DONE;
        } catch (BackupException | IOException | SQLException refused) {
            System.err.println(file + " cannot be used: " + refused.getMessage());
            return FAILED;
        }
    }

    /** A note is written by a person, an error by a program; neither may look like another backup. */
    private static String onOneLine(@Nullable String text) {
        return text == null ? "" : "  " + text.replaceAll("\\p{Cntrl}+", " ");
    }

    private static String line(BackupManifest backup) {
        return String.format("%s  %-9s  %-9s  %s  %12s bytes  schema %s  %s%s", backup.backupId(), backup.status(),
                backup.verified().jsonName(), Instant.EPOCH.plusSeconds(backup.startedUs() / 1_000_000),
                backup.sizeBytes() == null ? "-" : backup.sizeBytes(), backup.schemaVersion(), backup.fileName(),
                onOneLine(backup.note()) + onOneLine(backup.error()));
    }
}
