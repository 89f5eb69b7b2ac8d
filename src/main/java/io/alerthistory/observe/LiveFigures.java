package io.alerthistory.observe;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

import jakarta.inject.Singleton;

/** What is counted of the delivery. An event for each frame would cost more than the frame. */
@Singleton
public class LiveFigures {

    private final LongAdder published = new LongAdder();
    private final LongAdder delivered = new LongAdder();
    private final LongAdder dropped = new LongAdder();
    private final AtomicLong lagUs = new AtomicLong();
    private final AtomicInteger webSockets = new AtomicInteger();
    private final AtomicInteger streams = new AtomicInteger();

    /** Stored events that this replica read to pass them on. */
    public LongAdder published() {
        return published;
    }

    /** Frames that were handed to connections. */
    public LongAdder delivered() {
        return delivered;
    }

    /** Frames that a slow client did not get, or got replaced by one that says to read again. */
    public LongAdder dropped() {
        return dropped;
    }

    /** The time from the last event to its delivery, in microseconds. */
    public AtomicLong lagUs() {
        return lagUs;
    }

    /** The open connections to the WebSocket. */
    public AtomicInteger webSockets() {
        return webSockets;
    }

    /** The open event streams. */
    public AtomicInteger streams() {
        return streams;
    }
}
