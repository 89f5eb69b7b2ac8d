package io.alerthistory.maintenance;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import io.alerthistory.audit.chain.AuditHeadWatch;
import io.alerthistory.audit.chain.AuditPruning;
import io.alerthistory.observe.HistoryEvent;
import io.alerthistory.start.Started;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.quarkus.scheduler.Scheduler;
import io.smallrye.mutiny.Uni;

/**
 * Runs the maintenance jobs: first within a minute after the start, then at each job's interval; runs of a job never
 * overlap. A failed run is logged, counted and repeated a few times.
 */
@Singleton
class MaintenanceScheduler {

    private static final Logger LOG = Logger.getLogger(MaintenanceScheduler.class);
    private static final Duration AUDIT_INTERVAL = Duration.ofHours(12);
    private static final Duration AUDIT_HEAD_INTERVAL = Duration.ofMinutes(5);

    private static final int MAX_RETRIES = 4;
    private static final Duration MIN_BACKOFF = Duration.ofSeconds(2);
    private static final Duration MAX_BACKOFF = Duration.ofSeconds(60);

    private final Scheduler scheduler;
    private final Event<HistoryEvent> events;
    private final Retention retention;
    private final OrphanJob orphans;
    private final Expiry expiry;
    private final AuditPruning audit;
    private final AuditHeadWatch auditHead;
    private final AlertJobs alerts;
    private final MaintenanceConfig config;

    MaintenanceScheduler(Scheduler scheduler, Event<HistoryEvent> events, Retention retention, OrphanJob orphans, Expiry expiry,
            AuditPruning audit, AuditHeadWatch auditHead, AlertJobs alerts, MaintenanceConfig config) {
        this.scheduler = scheduler;
        this.events = events;
        this.retention = retention;
        this.orphans = orphans;
        this.expiry = expiry;
        this.audit = audit;
        this.auditHead = auditHead;
        this.alerts = alerts;
        this.config = config;
    }

    void begin(@Observes Started started) {
        if (config.scheduled()) {
            schedule("retention", config.retentionInterval(), retention::run);
            schedule("orphans", config.orphansInterval(), orphans::run);
            schedule("expiry", config.expiryInterval(), expiry::run);
            alerts.all().forEach(job -> schedule(job.name(), job.interval(), job.run()));
            schedule("audit", AUDIT_INTERVAL, audit::run);
            schedule("audit_head", AUDIT_HEAD_INTERVAL, auditHead::run);
        }
    }

    private void schedule(String job, Duration interval, Supplier<Uni<Void>> run) {
        events.fire(new HistoryEvent.JobScheduled(job, interval));
        // Spreads the first runs of replicas that start together.
        int delay = 5 + ThreadLocalRandom.current().nextInt(25);
        scheduler.newJob(job).setInterval(interval.toString()).setDelayed(delay + "s")
                .setConcurrentExecution(ConcurrentExecution.SKIP).setAsyncTask(execution -> attempt(job, run)).schedule();
    }

    private Uni<Void> attempt(String job, Supplier<Uni<Void>> run) {
        return Uni.createFrom().deferred(() -> {
            long began = System.nanoTime();
            return run.get().onItemOrFailure().invoke((done, failure) -> {
                events.fire(new HistoryEvent.JobRan(job, failure == null, Duration.ofNanos(System.nanoTime() - began)));
                if (failure != null) {
                    LOG.warnf("The maintenance job %s failed and will be retried: %s", job, failure.getMessage());
                }
            });
        }).onFailure().retry().withBackOff(MIN_BACKOFF, MAX_BACKOFF).atMost(MAX_RETRIES).onFailure().recoverWithNull();
    }
}
