package io.alerthistory.access;

import java.util.function.Supplier;

import jakarta.inject.Singleton;

import io.alerthistory.request.CallersContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;

/**
 * Runs work on the database that belongs to no request: it takes nothing of a request's time, and goes on when the request
 * ends.
 */
@Singleton
class OwnContext {

    private final Vertx vertx;

    OwnContext(Vertx vertx) {
        this.vertx = vertx;
    }

    /** The work begins when the result is subscribed to; who cancels the result does not end it. */
    <T> Uni<T> run(Supplier<Uni<T>> work) {
        return Uni.createFrom().emitter(emitter -> CallersContext.ownContext(vertx).execute(
                () -> Uni.createFrom().<T> deferred(work::get).subscribe().with(emitter::complete, emitter::fail)));
    }
}
