package io.alerthistory.health;

import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.alerthistory.observe.HistoryEvent;
import io.alerthistory.start.Started;
import io.smallrye.mutiny.Uni;

/** Looks at the database once per DATABASE_HEALTH_CHECK_INTERVAL, so that a metric tells how it is when nobody asks a probe. */
@Singleton
class HealthProbe {

    private final ProbeSchedule rounds;
    private final DatabaseWatch database;
    private final Event<HistoryEvent> events;

    HealthProbe(ProbeSchedule rounds, DatabaseWatch database, Event<HistoryEvent> events) {
        this.rounds = rounds;
        this.database = database;
        this.events = events;
    }

    /** Before that, the start tells that the database cannot be used. */
    void begin(@Observes Started started) {
        rounds.schedule("lookout", this::look);
    }

    /** Never fails: that the database does not answer is what is told. */
    Uni<Void> look() {
        return database.state()
                .invoke(state -> events.fire(new HistoryEvent.DatabaseSeen(state.connected(), state.hasSchema())))
                .replaceWithVoid();
    }
}
