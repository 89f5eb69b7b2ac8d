package io.alerthistory.start;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.output.MigrateResult;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import io.alerthistory.database.DatabaseConfig;
import io.alerthistory.database.DatabaseKind;
import io.alerthistory.database.SqliteFiles;
import io.alerthistory.observe.HistoryEvent;
import io.quarkus.flyway.FlywayDataSource;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;

/**
 * Waits for the database, then migrates it. Replicas that start together are kept in a row by Flyway's lock. This runs beside
 * the HTTP listener, because liveness must not depend on the database; a first attempt that takes no longer than a moment is
 * waited for, so that in the usual case who can connect finds the service ready.
 */
@Singleton
class MigrationStart {

    private static final Logger LOG = Logger.getLogger(MigrationStart.class);
    private static final Duration GLANCE = Duration.ofSeconds(1);

    private final StartConfig start;
    private final DatabaseConfig database;
    private final Instance<Flyway> flyways;
    private final Progress progress;
    private final EventLoops eventLoops;
    private final Event<HistoryEvent> events;
    private final CountDownLatch stopping = new CountDownLatch(1);

    MigrationStart(StartConfig start, DatabaseConfig database, @Any Instance<Flyway> flyways, Progress progress,
            EventLoops eventLoops, Event<HistoryEvent> events) {
        this.eventLoops = eventLoops;
        this.start = start;
        this.database = database;
        this.flyways = flyways;
        this.progress = progress;
        this.events = events;
    }

    void begin(@Observes StartupEvent event) throws InterruptedException {
        if (!start.enabled()) {
            progress.reached(StartPhase.DISABLED);
            return;
        }
        Thread worker = new Thread(this::run, "start");
        worker.setDaemon(true);
        worker.start();
        progress.awaitFirstAttempt(start.patience());
    }

    void stop(@Observes ShutdownEvent event) {
        stopping.countDown();
    }

    private void run() {
        try {
            int alike = 0; // failures in a row that do not pass by waiting
            for (int attempt = 1; !isStopping();) {
                Diagnosis failure = attempt();
                if (failure == null) {
                    return;
                }
                boolean passing = failure.attempts() == Backoff.ATTEMPTS;
                alike = passing ? 0 : alike + 1;
                int count = passing ? attempt : alike;
                LOG.warnf("The database cannot be used, attempt %d of %d: %s", count, failure.attempts(), failure.reason());
                progress.attempted();
                if (count >= failure.attempts()) {
                    end(failure);
                    return;
                }
                if (waited(Backoff.after(count))) {
                    attempt++;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the process ends
        }
    }

    private static void end(Diagnosis failure) {
        if (failure.attempts() == Backoff.ATTEMPTS) {
            LOG.errorf("The database did not answer in %d attempts; the process ends", Backoff.ATTEMPTS);
        } else {
            // As with a variable that cannot be understood: who reads no log finds one line.
            System.err.println("alert-history cannot start: " + failure.reason());
            System.err.flush();
        }
        Quarkus.asyncExit(1);
    }

    /** Migrates once; null when that succeeded. */
    private @Nullable Diagnosis attempt() throws InterruptedException {
        try {
            database.file().map(Path::of).ifPresent(SqliteFiles::protect);
            Flyway flyway = flyway();
            Preflight found = Preflight.of(flyway.getConfiguration().getDataSource(), database.kind(), start.source());
            String foreign = found.foreignTables();
            if (foreign != null) {
                LOG.warnf("The database has tables of others as well, which stay as they are: %s", foreign);
                flyway.baseline();
            }
            MigrateResult result = flyway.migrate();
            LOG.infof("The schema is at version %s; %d migrations were run",
                    result.targetSchemaVersion == null ? result.initialSchemaVersion : result.targetSchemaVersion,
                    result.migrationsExecuted);
            eventLoops.warmUp();
            progress.reached(StartPhase.STARTED);
            return null;
        } catch (RuntimeException | SQLException | LinkageError failure) {
            LOG.debug("The whole failure", failure);
            events.fire(new HistoryEvent.DatabaseSeen(false, false));
            return Diagnosis.of(failure, start);
        }
    }

    /**
     * Pauses, but not beyond the moment at which the server appears.
     *
     * @return whether all of the time passed
     */
    private boolean waited(Duration time) throws InterruptedException {
        boolean absent = !listens();
        for (Duration left = time; left.compareTo(Duration.ZERO) > 0; left = left.minus(GLANCE)) {
            if (stopping.await(GLANCE.toMillis(), TimeUnit.MILLISECONDS) || (absent && listens())) {
                return false;
            }
        }
        return true;
    }

    private boolean isStopping() {
        return stopping.getCount() == 0;
    }

    private boolean listens() {
        if (start.sockets().isPresent()) {
            return DomainSocket.listens(start.sockets().orElseThrow().get(0));
        }
        if (start.host().isEmpty()) {
            return true;
        }
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(start.host().orElseThrow(), start.port()), (int) GLANCE.toMillis());
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private Flyway flyway() {
        return database.kind() == DatabaseKind.SQLITE
                ? flyways.select(FlywayDataSource.FlywayDataSourceLiteral.of("sqlite")).get()
                : flyways.select(jakarta.enterprise.inject.Default.Literal.INSTANCE).get();
    }
}
