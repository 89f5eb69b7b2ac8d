package io.alerthistory.session;

import jakarta.enterprise.event.Event;
import jakarta.inject.Singleton;

import io.alerthistory.observe.HistoryEvent;

/** Publishes that sessions have ended. */
@Singleton
public class SessionEnds {

    private final Event<HistoryEvent> events;

    SessionEnds(Event<HistoryEvent> events) {
        this.events = events;
    }

    /** Publishes the end of a session, if it has one. */
    public void publish(AlertSession session) {
        Long duration = session.durationMs();
        if (duration != null) {
            events.fire(new HistoryEvent.SessionFinished(session.status.jsonName(), duration));
        }
    }
}
