package io.alerthistory.health;

import java.time.Duration;
import java.util.function.Supplier;

import jakarta.inject.Singleton;

import io.alerthistory.database.DatabaseConfig;
import io.alerthistory.maintenance.MaintenanceConfig;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.quarkus.scheduler.Scheduler;
import io.smallrye.mutiny.Uni;

/** Schedules probes, usually once per DATABASE_HEALTH_CHECK_INTERVAL; runs of a probe never overlap. */
@Singleton
class ProbeSchedule {

    private final Scheduler scheduler;
    private final DatabaseConfig config;
    private final MaintenanceConfig maintenance;

    ProbeSchedule(Scheduler scheduler, DatabaseConfig config, MaintenanceConfig maintenance) {
        this.scheduler = scheduler;
        this.config = config;
        this.maintenance = maintenance;
    }

    void schedule(String name, Supplier<Uni<Void>> probe) {
        scheduleEvery(config.healthCheckInterval(), name, probe);
    }

    void scheduleEvery(Duration interval, String name, Supplier<Uni<Void>> probe) {
        if (maintenance.scheduled()) {
            scheduler.newJob(name).setInterval(interval.toString())
                    .setConcurrentExecution(ConcurrentExecution.SKIP).setAsyncTask(execution -> probe.get()).schedule();
        }
    }

    /** Schedules a probe of something that changes slowly, once an hour; it may block. */
    void scheduleHourly(String name, Runnable probe) {
        if (maintenance.scheduled()) {
            scheduler.newJob(name).setInterval("1h").setConcurrentExecution(ConcurrentExecution.SKIP)
                    .setTask(execution -> probe.run()).schedule();
        }
    }
}
