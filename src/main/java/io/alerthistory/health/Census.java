package io.alerthistory.health;

import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.alerthistory.database.DatabaseConfig;
import io.alerthistory.observe.HistoryEvent;
import io.alerthistory.start.Started;
import io.alerthistory.upkeep.UpkeepConfig;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.quarkus.scheduler.Scheduler;
import io.smallrye.mutiny.Uni;

/** Counts the sessions once per DATABASE_HEALTH_CHECK_INTERVAL, so that a scrape asks no database. */
@Singleton
class Census {

    private final Scheduler scheduler;
    private final DatabaseInspection database;
    private final DatabaseConfig config;
    private final UpkeepConfig upkeep;
    private final Event<HistoryEvent> events;

    Census(Scheduler scheduler, DatabaseInspection database, DatabaseConfig config, UpkeepConfig upkeep,
            Event<HistoryEvent> events) {
        this.upkeep = upkeep;
        this.scheduler = scheduler;
        this.database = database;
        this.config = config;
        this.events = events;
    }

    void begin(@Observes Started started) {
        if (upkeep.scheduled()) {
            scheduler.newJob("census").setInterval(config.healthCheckInterval().toString())
                    .setConcurrentExecution(ConcurrentExecution.SKIP).setAsyncTask(execution -> count()).schedule();
        }
    }

    /** Without an answer the last count stays; that the database is away, others tell. */
    Uni<Void> count() {
        return Uni.createFrom().deferred(database::sessionsByStatus)
                .invoke(counts -> events.fire(new HistoryEvent.SessionsCounted(counts))).replaceWithVoid()
                .onFailure().recoverWithNull();
    }
}
