package io.alerthistory.start;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;

import org.flywaydb.core.api.output.MigrateResult;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import io.alerthistory.observe.HistoryEvent;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;

/**
 * Waits for the database, then migrates it. Flyway's lock serializes replicas that start together. This runs
 * concurrently with the HTTP server, because liveness must not depend on the database. The server listens after a short
 * wait for the first attempt, so that the service is usually ready when clients can connect.
 */
@Singleton
class MigrationStart {

    private static final Logger LOG = Logger.getLogger(MigrationStart.class);
    private static final Duration POLL_INTERVAL = Duration.ofSeconds(1);

    private final StartConfig start;
    private final MigrationDatabase database;
    private final MigrationAnswers answers;
    private final Progress progress;
    private final EventLoops eventLoops;
    private final MigrationCommand command;
    private final Optional<OneOffCommand> oneOff;
    private final List<String> arguments;
    private final Event<HistoryEvent> events;
    private final CountDownLatch stopping = new CountDownLatch(1);

    MigrationStart(StartConfig start, MigrationDatabase database, MigrationAnswers answers, Progress progress,
            EventLoops eventLoops,
            Event<HistoryEvent> events, MigrateOnly only, @Any Instance<OneOffCommand> oneOffs) {
        command = only.command();
        arguments = only.arguments();
        oneOff = CommandName.of(arguments).flatMap(name -> oneOffs.stream().filter(bean -> bean.name() == name).findFirst());
        this.eventLoops = eventLoops;
        this.start = start;
        this.database = database;
        this.answers = answers;
        this.progress = progress;
        this.events = events;
    }

    void begin(@Observes StartupEvent event) throws InterruptedException {
        if (oneOff.isPresent()) {
            background(this::runOneOff);
            return;
        }
        if (!start.enabled()) {
            progress.reached(StartPhase.DISABLED);
            return;
        }
        background(this::run);
        progress.awaitFirstAttempt(start.patience());
    }

    private static void background(Runnable work) {
        Thread worker = new Thread(work, "start");
        worker.setDaemon(true);
        worker.start();
    }

    private void runOneOff() {
        int exitCode = 1;
        try {
            exitCode = oneOff.orElseThrow().run(arguments.subList(1, arguments.size()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the process exits
        } catch (RuntimeException failure) {
            LOG.error("The command failed", failure);
        } finally {
            System.out.flush();
            Quarkus.asyncExit(exitCode);
        }
    }

    void stop(@Observes ShutdownEvent event) {
        stopping.countDown();
    }

    private void run() {
        try {
            int consecutive = 0; // consecutive failures that need an operator
            for (int attempt = 1; !isStopping();) {
                Diagnosis failure = attempt();
                if (failure == null) {
                    return;
                }
                boolean isTransient = failure.attempts() == Backoff.ATTEMPTS;
                consecutive = isTransient ? 0 : consecutive + 1;
                int count = isTransient ? attempt : consecutive;
                LOG.warnf("The database cannot be used, attempt %d of %d: %s", count, failure.attempts(), failure.reason());
                progress.attempted();
                if (count >= failure.attempts()) {
                    end(failure);
                    return;
                }
                if (waitFor(Backoff.after(count))) {
                    attempt++;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the process exits
        }
    }

    private static void end(Diagnosis failure) {
        if (failure.attempts() == Backoff.ATTEMPTS) {
            LOG.errorf("The database was not available in %d attempts; the process exits", Backoff.ATTEMPTS);
        } else {
            // As with an invalid variable, one line on stderr names the reason, for operators without access to the
            // log.
            System.err.println("alert-history cannot start: " + failure.reason());
            System.err.flush();
        }
        Quarkus.asyncExit(1);
    }

    /**
     * Migrates once.
     *
     * @return null when it succeeded
     */
    private @Nullable Diagnosis attempt() throws InterruptedException {
        try {
            Preflight found = database.preflight();
            Migrations migrations = database.migrations();
            OptionalInt exitCode = answers.answer(command, migrations);
            if (exitCode.isPresent()) {
                Quarkus.asyncExit(exitCode.getAsInt());
                return null;
            }
            awaitMigrations(migrations);
            database.accept(found);
            NewerSchema newer = migrations.newer();
            if (!newer.descriptions().isEmpty()) {
                LOG.warnf("A newer build has migrated the schema; this one serves from it: %s",
                        String.join(", ", newer.descriptions()));
            }
            MigrateResult result = migrations.run(command.target());
            LOG.infof("The schema is at version %s on %s; %d migrations were run",
                    result.targetSchemaVersion == null ? result.initialSchemaVersion : result.targetSchemaVersion,
                    result.databaseType, result.migrationsExecuted);
            eventLoops.warmUp();
            progress.reached(StartPhase.STARTED);
            return null;
        } catch (RuntimeException | SQLException | LinkageError failure) {
            LOG.debug("Cause of the failure", failure);
            progress.reached(StartPhase.STARTING);
            events.fire(new HistoryEvent.DatabaseSeen(false, false));
            return Diagnosis.of(failure, start);
        }
    }

    /** With DATABASE_MIGRATE_AT_START=false, returns when nothing is pending, or when the process stops. */
    private void awaitMigrations(Migrations migrations) throws InterruptedException {
        if (start.migrate() || command.isOneOff() || migrations.pending(null).isEmpty()) {
            return;
        }
        LOG.warnf("The service waits: the schema is at version %s, %s", migrations.current(), StartPhase.WAITING_REASON);
        progress.reached(StartPhase.WAITING);
        while (!migrations.pending(null).isEmpty()) {
            if (stopping.await(POLL_INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new InterruptedException("the process stops");
            }
        }
        LOG.infof("The pending migrations were run; the schema is at version %s", migrations.current());
    }

    /**
     * Waits, but not beyond the time at which the database becomes reachable.
     *
     * @return whether the whole time has passed
     */
    private boolean waitFor(Duration time) throws InterruptedException {
        boolean unreachable = !isReachable();
        for (Duration left = time; left.compareTo(Duration.ZERO) > 0; left = left.minus(POLL_INTERVAL)) {
            if (stopping.await(POLL_INTERVAL.toMillis(), TimeUnit.MILLISECONDS) || (unreachable && isReachable())) {
                return false;
            }
        }
        return true;
    }

    private boolean isStopping() {
        return stopping.getCount() == 0;
    }

    private boolean isReachable() {
        if (start.sockets().isPresent()) {
            return DomainSocket.listens(start.sockets().orElseThrow().get(0));
        }
        if (start.host().isEmpty()) {
            return true;
        }
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(start.host().orElseThrow(), start.port()), (int) POLL_INTERVAL.toMillis());
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
