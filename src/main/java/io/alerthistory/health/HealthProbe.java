package io.alerthistory.health;

import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.alerthistory.observe.HistoryEvent;
import io.alerthistory.start.Started;
import io.smallrye.mutiny.Uni;

/**
 * Probes the database once per DATABASE_HEALTH_CHECK_INTERVAL, so that metrics show its state even if no health
 * endpoint is called.
 */
@Singleton
class HealthProbe {

    private final ProbeSchedule schedule;
    private final DatabaseWatch database;
    private final Event<HistoryEvent> events;

    HealthProbe(ProbeSchedule schedule, DatabaseWatch database, Event<HistoryEvent> events) {
        this.schedule = schedule;
        this.database = database;
        this.events = events;
    }

    /** Until then, the start phase reports that the database is not available. */
    void begin(@Observes Started started) {
        schedule.schedule("database", this::probe);
    }

    /** Never fails: an unavailable database is a result. */
    Uni<Void> probe() {
        return database.state()
                .invoke(state -> events.fire(new HistoryEvent.DatabaseSeen(state.connected(), state.hasSchema())))
                .replaceWithVoid();
    }
}
