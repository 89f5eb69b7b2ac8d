package io.alerthistory.database;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.smallrye.common.vertx.ContextLocals;
import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;

/**
 * The time that a request spends on the database. Some ask it several times, one after the other, and a limit of each question
 * would let them wait for the sum. It runs from the first question: a slow client may take its time to send a body. An upload
 * in lines has a limit for each batch, not for all of them, and so has what no request asked for.
 */
public final class RequestTime {

    private static final String KEY = RequestTime.class.getName();
    private static final long NOT_YET = Long.MIN_VALUE;

    private final AtomicLong began = new AtomicLong(NOT_YET);

    RequestTime() {
    }

    /**
     * Tells what the request that asks has left.
     *
     * @param limit what a request has in all
     * @return all of it for whoever is no such request; at least a millisecond
     */
    public static Duration left(Duration limit) {
        RequestTime time = VertxContext.isOnDuplicatedContext() ? ContextLocals.<RequestTime> get(KEY).orElse(null) : null;
        return time == null ? limit : time.left(limit, System.nanoTime());
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

    /** Gives every request but an upload in lines a time of its own. */
    @Singleton
    static final class Beginning {

        private static final String LINES = "application/x-ndjson";

        /** Behind the request's id and what is refused anyway. */
        private static final int PRIORITY = 900;

        void register(@Observes Filters filters) {
            filters.register(Beginning::begin, PRIORITY);
        }

        private static void begin(RoutingContext request) {
            String type = request.request().getHeader(HttpHeaders.CONTENT_TYPE);
            boolean lines = type != null && type.toLowerCase(Locale.ROOT).startsWith(LINES);
            if (!lines && VertxContext.isOnDuplicatedContext()) {
                ContextLocals.put(KEY, new RequestTime());
            }
            request.next();
        }
    }
}
