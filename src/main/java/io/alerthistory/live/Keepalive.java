package io.alerthistory.live;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Decides when a connection is pinged, and when it counts as dead. It counts ticks, so that setting the clock closes nothing.
 */
final class Keepalive {

    /** Seconds between two ticks. */
    static final int TICK_SECONDS = 5;

    private static final int PING_EVERY = 30 / TICK_SECONDS;
    private static final int MAX_QUIET = 90 / TICK_SECONDS;

    private final AtomicInteger ticks = new AtomicInteger();
    private final AtomicInteger quiet = new AtomicInteger();

    /** What to do. */
    enum Action {
        NOTHING,
        PING,
        CLOSE
    }

    /** The client has sent a frame, of whatever kind. */
    void heard() {
        quiet.set(0);
    }

    /** A tick has passed. */
    Action tick() {
        if (quiet.incrementAndGet() >= MAX_QUIET) {
            return Action.CLOSE;
        }
        return ticks.incrementAndGet() % PING_EVERY == 0 ? Action.PING : Action.NOTHING;
    }
}
