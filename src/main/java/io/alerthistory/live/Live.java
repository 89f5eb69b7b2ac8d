package io.alerthistory.live;

import java.time.Clock;

import jakarta.inject.Singleton;

import io.alerthistory.observe.LiveFigures;

/** Opens connections of clients that watch. */
@Singleton
public class Live {

    private final LiveParts parts;

    Live(Hub hub, EventStore store, Reads reads, KnownSessions sessions, Timers timers, Clock clock, LiveFigures figures) {
        parts = new LiveParts(hub, store, reads, sessions, timers, clock, figures);
    }

    /**
     * Makes a connection to the WebSocket, which begins with {@link LiveConnection#open}.
     *
     * @param isOfWorker whether it may not watch the list, but only sessions and cancellations
     */
    public LiveConnection connection(Line line, boolean isOfWorker) {
        return new LiveConnection(line, parts, isOfWorker);
    }

    /** Makes an event stream, which begins with {@link EventStream#open}. */
    public EventStream stream(EventFilter filter, EventStream.Reader reader) {
        return new EventStream(filter, reader, parts);
    }
}
