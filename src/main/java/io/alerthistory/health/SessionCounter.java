package io.alerthistory.health;

import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.alerthistory.observe.HistoryEvent;
import io.alerthistory.start.Started;
import io.smallrye.mutiny.Uni;

/** Counts the sessions once per DATABASE_HEALTH_CHECK_INTERVAL, so that a scrape asks no database. */
@Singleton
class SessionCounter {

    private final ProbeSchedule rounds;
    private final DatabaseInspection database;
    private final Event<HistoryEvent> events;

    SessionCounter(ProbeSchedule rounds, DatabaseInspection database, Event<HistoryEvent> events) {
        this.rounds = rounds;
        this.database = database;
        this.events = events;
    }

    void begin(@Observes Started started) {
        rounds.schedule("census", this::count);
    }

    /** Without an answer the last count stays; that the database is away, others tell. */
    Uni<Void> count() {
        return Uni.createFrom().deferred(database::sessionsByStatus)
                .invoke(counts -> events.fire(new HistoryEvent.SessionsCounted(counts))).replaceWithVoid()
                .onFailure().recoverWithNull();
    }
}
