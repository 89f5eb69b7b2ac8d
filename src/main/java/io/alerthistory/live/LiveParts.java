package io.alerthistory.live;

import java.time.Clock;

import io.alerthistory.observe.LiveFigures;
import io.alerthistory.time.Micros;

/** What all connections share. */
record LiveParts(Hub hub, EventStore store, Reads reads, KnownSessions sessions, Timers timers, Clock clock,
        LiveFigures figures) {

    long nowUs() {
        return Micros.now(clock);
    }
}
