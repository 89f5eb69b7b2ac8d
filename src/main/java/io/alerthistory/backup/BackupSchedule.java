package io.alerthistory.backup;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;

import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import io.alerthistory.error.ErrorCode;
import io.alerthistory.error.ProblemException;
import io.alerthistory.observe.HistoryEvent;
import io.alerthistory.start.Started;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.quarkus.scheduler.Scheduler;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;

/** Makes a backup when one is due. Replicas that share the folder take turns by its manifests and by the lock. */
@Singleton
class BackupSchedule {

    private static final Logger LOG = Logger.getLogger(BackupSchedule.class);
    private static final Duration POLL_INTERVAL = Duration.ofMinutes(1);

    /** After a backup that could not begin, so that the log is not full of it. */
    private static final Duration RETRY = Duration.ofMinutes(15);

    private final AtomicReference<Instant> notBefore = new AtomicReference<>(Instant.MIN);
    private final Scheduler scheduler;
    private final Clock clock;
    private final Backups backups;
    private final BackupWork work;
    private final BackupConfig config;
    private final Event<HistoryEvent> events;

    BackupSchedule(Scheduler scheduler, Backups backups, BackupWork work, BackupConfig config, Event<HistoryEvent> events,
            Clock clock) {
        this.scheduler = scheduler;
        this.backups = backups;
        this.work = work;
        this.config = config;
        this.events = events;
        this.clock = clock;
    }

    void begin(@Observes Started started) {
        Infrastructure.getDefaultWorkerPool().execute(() -> work.reportLast(backups.own()));
        if (!config.enabled()) {
            return;
        }
        events.fire(new HistoryEvent.BackupsScheduled(config.interval()));
        Infrastructure.getDefaultWorkerPool().execute(this::check);
        Duration poll = config.interval().compareTo(POLL_INTERVAL) < 0 ? config.interval() : POLL_INTERVAL;
        // Spreads the first runs of replicas that start together.
        int delay = 1 + ThreadLocalRandom.current().nextInt(5);
        scheduler.newJob("backup").setInterval(poll.toString()).setDelayed(delay + "s")
                .setConcurrentExecution(ConcurrentExecution.SKIP).setAsyncTask(execution -> tick()).schedule();
    }

    /** Says at the start what would make every backup fail. */
    private void check() {
        try {
            backups.check();
        } catch (BackupException | SQLException missing) {
            LOG.errorf("Backups are enabled, and cannot be made: %s", SafeMessage.of(missing));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Uni<Void> tick() {
        return Uni.createFrom().item(this::isDue).runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .flatMap(isDue -> isDue ? backups.beginDue().replaceWithVoid() : Uni.createFrom().voidItem())
                .onFailure().invoke(this::explain).onFailure().recoverWithNull();
    }

    private boolean isDue() {
        return !clock.instant().isBefore(Objects.requireNonNull(notBefore.get())) && backups.isDue();
    }

    private void explain(Throwable failure) {
        if (failure instanceof ProblemException problem && problem.code() == ErrorCode.BACKUP_RUNNING) {
            LOG.debug("Another replica makes the backup");
        } else {
            notBefore.set(clock.instant().plus(RETRY));
            LOG.errorf("The scheduled backup could not begin: %s", SafeMessage.of(failure));
            events.fire(new HistoryEvent.BackupFailed());
        }
    }
}
