package io.alerthistory.start;

import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import org.flywaydb.core.api.MigrationVersion;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import io.alerthistory.error.ErrorCode;
import io.alerthistory.error.ProblemException;
import io.alerthistory.rehearsal.RehearsalReport;
import io.alerthistory.replica.Replica;
import io.alerthistory.time.Micros;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;

/**
 * Runs and undoes migrations while the process serves, or waits for them. One runs at a time, on a thread of its own; what
 * became of it is part of the status.
 */
@Singleton
public class MigrationRuns {

    private static final Logger LOG = Logger.getLogger(MigrationRuns.class);
    private static final long PAUSE_SECONDS = 1;

    private final MigrationDatabase database;
    private final MigrationSafety safety;
    private final RunningReplicas replicas;
    private final Progress progress;
    private final Clock clock;
    private final MigrationThreads threads = new MigrationThreads();
    private final AtomicReference<@Nullable MigrationRun> last = new AtomicReference<>();
    private final CountDownLatch stopping = new CountDownLatch(1);

    MigrationRuns(MigrationDatabase database, MigrationSafety safety, RunningReplicas replicas, Progress progress,
            Clock clock) {
        this.replicas = replicas;
        this.database = database;
        this.safety = safety;
        this.progress = progress;
        this.clock = clock;
    }

    void stop(@Observes ShutdownEvent event) {
        stopping.countDown();
        threads.stop();
    }

    /** Reports the migrations, the last run of them, and the replicas that use them. */
    public Uni<MigrationStatus> status() {
        return replicas.alive().flatMap(alive -> threads
                .read(() -> reported(() -> database.migrations().report(last.get(), alive.orElse(null)))));
    }

    /**
     * Begins to run pending migrations.
     *
     * @param target the version to which; null for the latest
     * @param withoutBackup whether it runs though no recent verified backup is known
     * @return what has begun; it is done at once when nothing is pending
     */
    public Uni<MigrationRun> run(@Nullable String target, boolean withoutBackup) {
        return threads.start(() -> {
            int pending = reported(() -> pending(target, withoutBackup));
            MigrationRun begun = begin(MigrationRun.RunAction.RUN, target, pending);
            return new MigrationThreads.Begun<>(begun, () -> perform(begun, versions -> {
                database.rehearse(target).broken().ifPresent(reason -> {
                    throw new Refusal("nothing was run, because the rehearsal failed: " + reason);
                });
                database.migrations().runBesideRequests(target).migrations
                        .forEach(migration -> versions.add(migration.version));
            }));
        });
    }

    /** Rehearses the pending migrations up to a version, in at most a minute. Nothing of it stays. */
    public Uni<RehearsalReport> rehearse(String target) {
        return threads.start(() -> new MigrationThreads.Begun<>(reported(() -> report(target)), () -> {
        }));
    }

    private RehearsalReport report(String target) throws SQLException {
        database.preflight();
        Migrations migrations = database.migrations();
        if (!migrations.knows(target)) {
            throw new ProblemException(ErrorCode.NOT_FOUND,
                    "There is no migration to version " + target + "; the status lists those there are");
        }
        return safety.report(target);
    }

    /** Begins to undo the migrations after a version. It is done at once when there are none. */
    public Uni<MigrationRun> rollback(String target, boolean withoutBackup) {
        return replicas.others().flatMap(others -> threads.start(() -> {
            int applied = reported(() -> applied(target, withoutBackup, others));
            MigrationRun begun = begin(MigrationRun.RunAction.ROLLBACK, target, applied);
            return new MigrationThreads.Begun<>(begun, () -> perform(begun,
                    versions -> database.migrations().rollbackBesideRequests(target, versions::add)));
        }));
    }

    /** How many migrations would run. */
    private int pending(@Nullable String target, boolean withoutBackup) throws SQLException {
        Preflight found = database.preflight();
        Migrations migrations = database.migrations();
        if (target != null && !migrations.knows(target)) {
            throw ProblemException.invalidField("/to", "must be the version of a migration; the status lists them");
        }
        int pending = migrations.pending(target).size();
        if (pending > 0 && migrations.current() != null && !withoutBackup) {
            safety.missingBackup().ifPresent(reason -> {
                throw refused(List.of(reason));
            });
        }
        if (pending > 0) {
            database.accept(found);
        }
        return pending;
    }

    /** How many migrations would be undone. */
    private int applied(String target, boolean withoutBackup, Optional<List<Replica>> others) {
        Migrations migrations = database.migrations();
        String current = migrations.current();
        if (current == null || MigrationVersion.fromVersion(target).compareTo(MigrationVersion.fromVersion(current)) > 0) {
            throw ProblemException.invalidField("/to", "must not be newer than the schema, which is at version " + current);
        }
        if (MigrationVersion.fromVersion(target).equals(MigrationVersion.fromVersion(current))) {
            return 0;
        }
        List<String> refusals = new RollbackRules(target, migrations.latest(), migrations.missingUndo(target),
                RunningReplicas.hindering(others, current, target), withoutBackup ? Optional.empty() : safety.missingBackup())
                .refusals();
        if (!refusals.isEmpty()) {
            throw refused(refusals);
        }
        return 1;
    }

    private static ProblemException refused(List<String> reasons) {
        return new ProblemException(ErrorCode.MIGRATION_REFUSED, String.join("; ", reasons));
    }

    private MigrationRun begin(MigrationRun.RunAction action, @Nullable String target, int migrations) {
        MigrationRun begun = MigrationRun.started(action, target, Micros.now(clock));
        MigrationRun shown = migrations > 0 ? begun : begun.done(List.of(), Micros.now(clock));
        last.set(shown);
        return shown;
    }

    /** Something that changes the schema, and adds each version that it changed. */
    private interface Work {

        void apply(List<String> versions) throws SQLException;
    }

    private void perform(MigrationRun begun, Work work) {
        if (begun.status() != MigrationRun.RunStatus.RUNNING) {
            return;
        }
        List<String> versions = new ArrayList<>();
        LOG.infof("Migrations: %s to %s begins", begun.action().jsonName(), begun.target() == null ? "latest" : begun.target());
        for (int attempt = 1;; attempt++) {
            MigrationRun current = begun.attempt(attempt);
            last.set(current);
            try {
                work.apply(versions);
                last.set(current.done(versions, Micros.now(clock)));
                LOG.infof("Migrations: %s is done: %s", begun.action().jsonName(), versions);
                return;
            } catch (RuntimeException | SQLException | LinkageError failure) {
                String reason = database.reason(failure);
                LOG.warnf("Migrations: attempt %d of %d failed: %s", attempt, ShortLocks.ATTEMPTS, reason);
                if (attempt == ShortLocks.ATTEMPTS || !ShortLocks.isLockTimeout(failure) || isStoppingAfterPause()) {
                    last.set(current.failed(reason, versions, Micros.now(clock)));
                    return;
                }
            }
        }
    }

    private boolean isStoppingAfterPause() {
        try {
            return stopping.await(PAUSE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the process ends
            return true;
        }
    }

    /** Something that asks the database. */
    private interface Question<T> {

        T ask() throws SQLException;
    }

    /** Turns what fails into a problem that a client understands. */
    private <T> T reported(Question<T> question) {
        if (progress.phase() == StartPhase.DISABLED) {
            throw new ProblemException(ErrorCode.HISTORY_DISABLED, "The history is disabled: HISTORY_ENABLED is false");
        }
        try {
            return question.ask();
        } catch (ProblemException problem) {
            throw problem;
        } catch (Refusal refusal) {
            throw new ProblemException(ErrorCode.MIGRATION_REFUSED, String.valueOf(refusal.getMessage()));
        } catch (RuntimeException | SQLException | LinkageError failure) {
            LOG.warnf("The migrations cannot be read: %s", database.reason(failure));
            throw new ProblemException(ErrorCode.DATABASE_UNAVAILABLE, "The database is not available; the log says why",
                    failure);
        }
    }
}
