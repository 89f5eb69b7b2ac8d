package io.alerthistory.health;

import java.util.function.Supplier;

import jakarta.inject.Singleton;

import io.alerthistory.database.DatabaseConfig;
import io.alerthistory.maintenance.MaintenanceConfig;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.quarkus.scheduler.Scheduler;
import io.smallrye.mutiny.Uni;

/** Has a look taken once per DATABASE_HEALTH_CHECK_INTERVAL, whether anybody asks or not; never two of a kind at once. */
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

    void schedule(String name, Supplier<Uni<Void>> look) {
        if (maintenance.scheduled()) {
            scheduler.newJob(name).setInterval(config.healthCheckInterval().toString())
                    .setConcurrentExecution(ConcurrentExecution.SKIP).setAsyncTask(execution -> look.get()).schedule();
        }
    }

    /** The same once an hour, for what changes slowly; it may block. */
    void scheduleHourly(String name, Runnable look) {
        if (maintenance.scheduled()) {
            scheduler.newJob(name).setInterval("1h").setConcurrentExecution(ConcurrentExecution.SKIP)
                    .setTask(execution -> look.run()).schedule();
        }
    }
}
