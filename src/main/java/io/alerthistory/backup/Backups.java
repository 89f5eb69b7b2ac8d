package io.alerthistory.backup;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import io.alerthistory.error.ErrorCode;
import io.alerthistory.error.ProblemException;
import io.alerthistory.id.Ids;
import io.alerthistory.start.StartConfig;
import io.alerthistory.time.Micros;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;

/** Makes backups, one at a time, on a separate thread, and reports them. */
@Singleton
public class Backups {

    private static final Logger LOG = Logger.getLogger(Backups.class);
    private static final int MAX_LISTED = 100;

    private final BackupFolder folder;
    private final BackupDatabase database;
    private final BackupIndex index;
    private final Children children;
    private final BackupConfig config;
    private final BackupWork work;
    private final StartConfig start;
    private final Clock clock;
    private final DiskNeed diskNeed;
    private final AtomicBoolean reserved = new AtomicBoolean();
    private final AtomicReference<@Nullable BackupRun> running = new AtomicReference<>();
    /** At most one task waits: for the end of one that has already let the next one in. */
    private final ExecutorService thread = new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new ArrayBlockingQueue<>(1),
            Backups::worker);

    Backups(BackupDatabases databases, BackupConfig config, BackupWork work, StartConfig start, Clock clock) {
        this.config = config;
        this.work = work;
        this.start = start;
        this.clock = clock;
        folder = new BackupFolder(Path.of(config.directory()));
        children = work.children();
        database = databases.create(children);
        index = new BackupIndex(folder, database, databases.kind());
        diskNeed = databases.diskNeed();
    }

    private static Thread worker(Runnable task) {
        Thread worker = new Thread(task, "backup");
        worker.setDaemon(true);
        return worker;
    }

    void stop(@Observes ShutdownEvent event) {
        children.kill();
        thread.shutdownNow();
    }

    /**
     * Begins a backup.
     *
     * @param note of the operator; null for none
     * @return when it has begun; fails with a problem when it cannot begin
     */
    public Uni<AcceptedBackup> begin(@Nullable String note) {
        return begin(note, false);
    }

    /** Begins a backup; as if one were running, unless one is still due when no other replica can make it. */
    Uni<AcceptedBackup> beginDue() {
        return begin(null, true);
    }

    private Uni<AcceptedBackup> begin(@Nullable String note, boolean onlyIfDue) {
        return Uni.createFrom().emitter(emitter -> {
            if (!reserved.compareAndSet(false, true)) {
                emitter.fail(alreadyRunning());
                return;
            }
            try {
                thread.execute(() -> begin(note, onlyIfDue, emitter));
            } catch (RejectedExecutionException stopping) {
                reserved.set(false);
                emitter.fail(stopping);
            }
        });
    }

    private void begin(@Nullable String note, boolean onlyIfDue, UniEmitter<? super AcceptedBackup> emitter) {
        BackupRun run;
        try {
            run = prepare(note, onlyIfDue);
        } catch (RuntimeException | Error refused) {
            emitter.fail(refused);
            return;
        }
        emitter.complete(new AcceptedBackup(run.backupId(), AcceptedBackup.RUNNING));
        finish(run);
    }

    /**
     * Makes a backup on this thread.
     *
     * @throws ProblemException when it cannot begin
     */
    BackupManifest make(@Nullable String note) {
        if (!reserved.compareAndSet(false, true)) {
            throw alreadyRunning();
        }
        return finish(prepare(note, false));
    }

    /** Reports the running backup and the latest ones of this database. */
    public BackupReport report() {
        List<BackupManifest> backups = own();
        BackupRun run = running.get();
        return new BackupReport(run == null ? null : run.report(), backups.stream().limit(MAX_LISTED).toList(),
                config.enabled() ? Long.valueOf(work.nextDueUs(backups)) : null);
    }

    /**
     * Reads the manifest of a backup.
     *
     * @throws ProblemException when there is no such backup
     */
    public BackupManifest get(String backupId) {
        return list().stream().filter(backup -> backup.backupId().equals(backupId)).findFirst().orElseThrow(
                () -> new ProblemException(ErrorCode.BACKUP_NOT_FOUND, "There is no backup " + backupId
                        + ". A backup that is being made has no manifest yet: see /health/database/backup/status"));
    }

    /** When the snapshot of the newest verified backup was taken, microseconds since the epoch; empty when there is none. */
    public Optional<Long> newestVerifiedUs() {
        return own().stream().filter(BackupManifest::isVerified).map(BackupManifest::startedUs).findFirst();
    }

    boolean isDue() {
        return work.nextDueUs(own()) <= Micros.now(clock);
    }

    /** Those of this database. */
    List<BackupManifest> own() {
        return index.own();
    }

    /** Those of all databases that share the folder. */
    List<BackupManifest> list() {
        return index.all();
    }

    /**
     * Checks that a backup can be made.
     *
     * @throws BackupException when something is missing
     */
    void check() throws BackupException, SQLException, InterruptedException {
        database.check();
    }

    private BackupRun prepare(@Nullable String note, boolean onlyIfDue) {
        FileChannel lock = null;
        Snapshot snapshot = null;
        BackupRun run = null;
        try {
            if (!start.enabled()) {
                throw new ProblemException(ErrorCode.HISTORY_DISABLED, "HISTORY_ENABLED is false: there is no database");
            }
            lock = folder.tryLock();
            snapshot = lock == null ? null : database.open();
            if (lock == null || snapshot == null) {
                throw alreadyRunning();
            }
            run = begun(note, onlyIfDue, snapshot, lock);
            running.set(run);
            return run;
        } catch (BackupException refused) {
            throw new ProblemException(ErrorCode.BACKUP_UNSUPPORTED, String.valueOf(refused.getMessage()), refused);
        } catch (SQLException failure) {
            LOG.warnf("A backup could not begin: %s", SafeMessage.of(failure));
            throw new ProblemException(ErrorCode.DATABASE_UNAVAILABLE, "The database does not respond on its direct connection",
                    failure);
        } catch (IOException failure) {
            throw new ProblemException(ErrorCode.BACKUP_UNSUPPORTED, "DATABASE_BACKUP_DIR must be a folder that the service may"
                    + " write: " + failure, failure);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProblemException(ErrorCode.STARTING, "The service is stopping", e);
        } finally {
            if (run == null) {
                BackupWork.close(snapshot, lock);
                reserved.set(false);
            }
        }
    }

    private BackupRun begun(@Nullable String note, boolean onlyIfDue, Snapshot snapshot, FileChannel lock) throws IOException {
        folder.removeLeftovers(clock.instant());
        index.learn(snapshot.source());
        List<BackupManifest> backups = own();
        long now = Micros.now(clock);
        if (onlyIfDue && work.nextDueUs(backups) > now) {
            throw alreadyRunning(); // another replica has just made it
        }
        work.requireDisk(folder, diskNeed.bytes(backups, snapshot.databaseBytes()));
        return new BackupRun(Ids.next(now), now, note, snapshot, lock, diskNeed.expected(backups, snapshot.databaseBytes()),
                new AtomicLong());
    }

    private BackupManifest finish(BackupRun run) {
        try {
            return work.carryOut(run, folder);
        } finally {
            BackupWork.close(run.snapshot(), run.lock());
            reserved.set(false); // first: a client that sees none running may begin the next one
            running.compareAndSet(run, null);
        }
    }

    @Nullable
    RunningBackup runningNow() {
        BackupRun run = running.get();
        return run == null ? null : run.report();
    }

    private static ProblemException alreadyRunning() {
        return new ProblemException(ErrorCode.BACKUP_RUNNING,
                "A backup of this database is running: wait until it has ended");
    }
}
