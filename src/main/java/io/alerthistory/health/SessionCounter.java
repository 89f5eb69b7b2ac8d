package io.alerthistory.health;

import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.alerthistory.observe.HistoryEvent;
import io.alerthistory.start.Started;
import io.smallrye.mutiny.Uni;

/** Counts the sessions once per DATABASE_HEALTH_CHECK_INTERVAL, so that a scrape runs no statement. */
@Singleton
class SessionCounter {

    private final ProbeSchedule schedule;
    private final DatabaseInspection database;
    private final Event<HistoryEvent> events;

    SessionCounter(ProbeSchedule schedule, DatabaseInspection database, Event<HistoryEvent> events) {
        this.schedule = schedule;
        this.database = database;
        this.events = events;
    }

    void begin(@Observes Started started) {
        schedule.schedule("sessions", this::count);
    }

    /** Keeps the last count when the database is unavailable, which other metrics report. */
    Uni<Void> count() {
        return Uni.createFrom().deferred(database::sessionsByStatus)
                .invoke(counts -> events.fire(new HistoryEvent.SessionsCounted(counts))).replaceWithVoid()
                .onFailure().recoverWithNull();
    }
}
