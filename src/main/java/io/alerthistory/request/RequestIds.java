package io.alerthistory.request;

import jakarta.inject.Singleton;

import io.alerthistory.id.IdSource;
import io.smallrye.common.vertx.ContextLocals;
import io.smallrye.common.vertx.VertxContext;

/**
 * The source of identifiers of the current request. It is kept in the request's Vert.x context, which is available to
 * every thread that works for the request.
 */
@Singleton
public class RequestIds {

    private static final String KEY = RequestIds.class.getName();
    private static final IdSource UNSEEDED = new IdSource();

    /** Gives every attempt of the current request the same source. */
    public void seed(IdSource ids) {
        ContextLocals.put(KEY, ids);
    }

    /** The source of the current request. Call it when the request starts, not in a callback of the database. */
    public IdSource current() {
        return VertxContext.isOnDuplicatedContext() ? ContextLocals.<IdSource> get(KEY).orElse(UNSEEDED) : UNSEEDED;
    }
}
