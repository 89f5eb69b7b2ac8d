package io.alerthistory.request;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import io.smallrye.common.vertx.ContextLocals;
import io.smallrye.common.vertx.VertxContext;

/**
 * The time that a request may spend on the database. A request may run several statements in sequence; with a limit per
 * statement it could wait for the sum. The time starts with the first statement, because a slow client may take its
 * time to send a body. A bulk upload has no deadline as a whole: each of its batches has the full limit.
 */
public final class RequestDeadline {

    private static final String KEY = RequestDeadline.class.getName();
    private static final long NOT_STARTED = Long.MIN_VALUE;

    private final AtomicLong startedAt = new AtomicLong(NOT_STARTED);

    RequestDeadline() {
    }

    /**
     * Returns the time that the current request has left.
     *
     * @param limit the time of a whole request
     * @return at least a millisecond; the limit when the current context has no deadline
     */
    public static Duration left(Duration limit) {
        RequestDeadline time = VertxContext.isOnDuplicatedContext() ? ContextLocals.<RequestDeadline> get(KEY).orElse(null)
                : null;
        return time == null ? limit : time.left(limit, System.nanoTime());
    }

    /** Starts a deadline for the current request; its time starts with the first statement. */
    public static void begin() {
        if (VertxContext.isOnDuplicatedContext()) {
            ContextLocals.put(KEY, new RequestDeadline());
        }
    }

    /**
     * Ends the deadline of the current request. From here on each statement has the full limit, because the client
     * decides how fast it reads.
     */
    public static void end() {
        if (VertxContext.isOnDuplicatedContext()) {
            ContextLocals.remove(KEY);
        }
    }

    /**
     * The same at a given time.
     *
     * @param now nanoseconds of {@link System#nanoTime()}
     */
    Duration left(Duration limit, long now) {
        startedAt.compareAndSet(NOT_STARTED, now);
        Duration left = limit.minusNanos(now - startedAt.get());
        return left.toMillis() < 1 ? Duration.ofMillis(1) : left;
    }
}
