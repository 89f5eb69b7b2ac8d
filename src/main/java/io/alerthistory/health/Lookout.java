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

/** Looks at the database once per DATABASE_HEALTH_CHECK_INTERVAL, so that a metric tells how it is when nobody asks a probe. */
@Singleton
class Lookout {

    private final Scheduler scheduler;
    private final DatabaseWatch database;
    private final DatabaseConfig config;
    private final UpkeepConfig upkeep;
    private final Event<HistoryEvent> events;

    Lookout(Scheduler scheduler, DatabaseWatch database, DatabaseConfig config, UpkeepConfig upkeep,
            Event<HistoryEvent> events) {
        this.scheduler = scheduler;
        this.database = database;
        this.config = config;
        this.upkeep = upkeep;
        this.events = events;
    }

    /** Before that, the start tells that the database cannot be used. */
    void begin(@Observes Started started) {
        if (upkeep.scheduled()) {
            scheduler.newJob("lookout").setInterval(config.healthCheckInterval().toString())
                    .setConcurrentExecution(ConcurrentExecution.SKIP).setAsyncTask(execution -> look()).schedule();
        }
    }

    /** Never fails: that the database does not answer is what is told. */
    Uni<Void> look() {
        return database.state()
                .invoke(state -> events.fire(new HistoryEvent.DatabaseSeen(state.connected(), state.serves())))
                .replaceWithVoid();
    }
}
