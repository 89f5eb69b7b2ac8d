package io.alerthistory.request;

import jakarta.inject.Singleton;

import io.alerthistory.id.IdSource;
import io.smallrye.common.vertx.ContextLocals;
import io.smallrye.common.vertx.VertxContext;

/**
 * The source of identifiers of the request that is served. It goes with the request's own Vert.x context, which every thread
 * has
 * that works for it.
 */
@Singleton
public class RequestIds {

    private static final String KEY = RequestIds.class.getName();
    private static final IdSource UNSEEDED = new IdSource();

    /** Gives the request a source that every attempt of it has. */
    public void seed(IdSource ids) {
        ContextLocals.put(KEY, ids);
    }

    /** To be asked where the request begins, not in what follows an answer of the database. */
    public IdSource current() {
        return VertxContext.isOnDuplicatedContext() ? ContextLocals.<IdSource> get(KEY).orElse(UNSEEDED) : UNSEEDED;
    }
}
