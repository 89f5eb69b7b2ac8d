package io.alerthistory.backup;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import jakarta.enterprise.event.Event;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import io.alerthistory.error.ErrorCode;
import io.alerthistory.error.ProblemException;
import io.alerthistory.observe.HistoryEvent;
import io.alerthistory.time.Micros;

/** The steps of a backup after it has begun: copy, publish, the operator's program, retention, what is reported. */
@Singleton
class BackupWork {

    private static final Logger LOG = Logger.getLogger(BackupWork.class);
    private static final Duration COMMAND_LIMIT = Duration.ofHours(1);
    private static final String NOT_ENDED = "BACKUP_COMMAND_AFTER has not ended";
    private static final Duration RETRY = Duration.ofMinutes(15);

    private final BackupConfig config;
    private final BackupDatabases databases;
    private final Event<HistoryEvent> events;
    private final Clock clock;
    private final String version;
    private final Children children = new Children();

    BackupWork(BackupConfig config, BackupDatabases databases, Event<HistoryEvent> events, Clock clock,
            @ConfigProperty(name = "quarkus.application.version") String version) {
        this.config = config;
        this.databases = databases;
        this.events = events;
        this.clock = clock;
        this.version = version;
    }

    Children children() {
        return children;
    }

    /** Makes the backup; its manifest says whether that succeeded. */
    BackupManifest carryOut(BackupRun run, BackupFolder folder) {
        BackupManifest manifest;
        try {
            manifest = copied(run, folder);
        } catch (BackupException | SQLException | IOException | RuntimeException failure) {
            manifest = recorded(folder, manifest(run, null, SafeMessage.of(failure)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            manifest = manifest(run, null, "the service stopped");
        }
        report(manifest);
        expire(folder, manifest, new BackupOrigin(databases.kind(), run.snapshot().source()));
        return manifest;
    }

    /**
     * Checks the free disk.
     *
     * @throws ProblemException when too little is free
     */
    void requireDisk(BackupFolder folder, long needed) throws IOException {
        long free = folder.freeBytes();
        if (free < needed) {
            throw new ProblemException(ErrorCode.INSUFFICIENT_STORAGE, "A backup needs " + needed + " bytes in "
                    + config.directory() + ", and " + free + " are free: make room, or shorten DATABASE_BACKUP_RETENTION_DAYS");
        }
    }

    /**
     * An interval after the last one. A quarter of an hour after a failure, so that it is not repeated all the time, except
     * after one that has a file: the next one would cost as much again.
     */
    long nextDueUs(List<BackupManifest> backups) {
        if (backups.isEmpty()) {
            return 0;
        }
        BackupManifest last = backups.get(0);
        boolean isDone = last.status().equals(BackupManifest.COMPLETED) || last.sizeBytes() != null;
        Duration wait = isDone || config.interval().compareTo(RETRY) < 0 ? config.interval() : RETRY;
        return last.startedUs() + wait.toNanos() / 1000;
    }

    /** Reports the last successful backup, so that its age is known from the start. */
    void reportLast(List<BackupManifest> backups) {
        backups.stream().filter(backup -> backup.status().equals(BackupManifest.COMPLETED)).findFirst().ifPresent(this::seen);
    }

    static void close(@Nullable Snapshot snapshot, java.nio.channels.@Nullable FileChannel lock) {
        try {
            if (snapshot != null) {
                snapshot.close();
            }
        } catch (SQLException e) {
            LOG.debug("The snapshot could not be closed", e);
        }
        try {
            if (lock != null) {
                lock.close();
            }
        } catch (IOException e) {
            LOG.debug("The folder could not be released", e);
        }
    }

    private BackupManifest copied(BackupRun run, BackupFolder folder)
            throws BackupException, SQLException, IOException, InterruptedException {
        Path partial = folder.createPartial(run.backupId());
        try {
            BackupContent content = run.snapshot().copyTo(partial, run.progress());
            close(run.snapshot(), null); // the operator's program may take an hour
            String error = content.error();
            if (config.commandAfter().isEmpty()) {
                BackupManifest manifest = manifest(run, content, error);
                folder.publish(partial, manifest);
                return manifest;
            }
            // It counts only after the program: a process that is killed meanwhile leaves the truth behind.
            BackupManifest published = manifest(run, content, error == null ? NOT_ENDED : error);
            folder.publish(partial, published);
            String failure = commandAfter(folder.file(published));
            return rewritten(folder, run, content, error == null ? failure : error);
        } finally {
            Files.deleteIfExists(partial);
        }
    }

    private BackupManifest rewritten(BackupFolder folder, BackupRun run, BackupContent content, @Nullable String error) {
        BackupManifest manifest = manifest(run, content, error);
        try {
            folder.write(manifest);
            return manifest;
        } catch (IOException e) {
            return manifest(run, content, "the manifest could not be written: " + e.getMessage());
        }
    }

    /**
     * Runs the operator's program.
     *
     * @return why it failed; null when it succeeded
     */
    private @Nullable String commandAfter(Path file) throws InterruptedException {
        String program = config.commandAfter().orElseThrow();
        try (Child child = children.start(List.of(program, file.toAbsolutePath().toString()), Map.of(), Redirect.PIPE,
                Redirect.DISCARD, COMMAND_LIMIT)) {
            child.stdin().close();
            child.await();
            return null;
        } catch (BackupException | IOException e) {
            return "BACKUP_COMMAND_AFTER failed, and the file stays: " + e.getMessage();
        }
    }

    private BackupManifest manifest(BackupRun run, @Nullable BackupContent content, @Nullable String error) {
        return new BackupManifest(run.backupId(), error == null ? BackupManifest.COMPLETED : BackupManifest.FAILED,
                databases.kind().jsonName(), run.snapshot().source(), run.startedUs(), Micros.now(clock),
                content == null ? null : Long.valueOf(content.checksum().bytes()),
                content == null ? null : content.checksum().sha256(),
                content == null ? Verification.NONE : content.verified(), content == null ? null : content.schemaVersion(),
                version, content == null ? Map.of() : content.rows(), content == null ? null : content.schema(),
                content == null ? null : content.trigramSchema(), databases.encryption().isOn(), run.note(), error);
    }

    private static BackupManifest recorded(BackupFolder folder, BackupManifest manifest) {
        try {
            folder.write(manifest);
        } catch (IOException e) {
            LOG.warnf("The manifest of the failed backup could not be written: %s", e.getMessage());
        }
        return manifest;
    }

    private void report(BackupManifest manifest) {
        if (manifest.status().equals(BackupManifest.COMPLETED)) {
            LOG.infof("Backup %s is complete: %d bytes, %s", manifest.backupId(), manifest.sizeBytes(),
                    manifest.verified().jsonName());
            seen(manifest);
        } else {
            LOG.errorf("Backup %s failed: %s", manifest.backupId(), manifest.error());
            events.fire(new HistoryEvent.BackupFailed());
        }
    }

    private void seen(BackupManifest manifest) {
        Long size = manifest.sizeBytes();
        events.fire(new HistoryEvent.BackupSeen(Instant.EPOCH.plusNanos(manifest.finishedUs() * 1000),
                Duration.ofNanos((manifest.finishedUs() - manifest.startedUs()) * 1000), size == null ? 0 : size,
                manifest.isVerified()));
    }

    /** A failed backup replaces the file of the failed one before it; a completed one those that have served their time. */
    private void expire(BackupFolder folder, BackupManifest last, BackupOrigin origin) {
        boolean isDone = last.status().equals(BackupManifest.COMPLETED);
        if (isDone ? config.retentionDays() == 0 : last.sizeBytes() == null) {
            return;
        }
        try {
            List<BackupManifest> backups = folder.list().stream().filter(origin::has).toList();
            long before = Micros.before(clock, Duration.ofDays(config.retentionDays()));
            for (BackupManifest backup : isDone ? RetentionRule.expired(backups, before) : RetentionRule.superseded(backups)) {
                folder.delete(backup);
                LOG.infof("Deleted backup %s, which %s", backup.backupId(), isDone
                        ? "was older than " + config.retentionDays() + " days"
                        : "failed, as a later one did");
            }
        } catch (IOException e) {
            LOG.warnf("Old backups could not be deleted: %s", e.getMessage());
        }
    }
}
