package io.alerthistory.request;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import io.smallrye.common.vertx.ContextLocals;
import io.smallrye.common.vertx.VertxContext;

/**
 * The time that a request spends on the database. Some ask it several times, one after the other, and a limit of each question
 * would let them wait for the sum. It runs from the first question: a slow client may take its time to send a body. An upload
 * in lines has a limit for each batch, not for all of them, and so has what no request asked for.
 */
public final class RequestDeadline {

    private static final String KEY = RequestDeadline.class.getName();
    private static final long NOT_YET = Long.MIN_VALUE;

    private final AtomicLong began = new AtomicLong(NOT_YET);

    RequestDeadline() {
    }

    /**
     * Tells what the request that asks has left.
     *
     * @param limit what a request has in all
     * @return all of it for whoever is no such request; at least a millisecond
     */
    public static Duration left(Duration limit) {
        RequestDeadline time = VertxContext.isOnDuplicatedContext() ? ContextLocals.<RequestDeadline> get(KEY).orElse(null)
                : null;
        return time == null ? limit : time.left(limit, System.nanoTime());
    }

    /** Gives the request that is served a time of its own, which begins with its first question. */
    public static void begin() {
        if (VertxContext.isOnDuplicatedContext()) {
            ContextLocals.put(KEY, new RequestDeadline());
        }
    }

    /** From here on each question of the request has all of the time: its client decides how fast it reads. */
    public static void end() {
        if (VertxContext.isOnDuplicatedContext()) {
            ContextLocals.remove(KEY);
        }
    }

    /** The same at a moment, in nanoseconds. */
    Duration left(Duration limit, long now) {
        began.compareAndSet(NOT_YET, now);
        Duration left = limit.minusNanos(now - began.get());
        return left.toMillis() < 1 ? Duration.ofMillis(1) : left;
    }
}
