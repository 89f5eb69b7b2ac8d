package io.alerthistory.live;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.alerthistory.budget.ByteBudget;
import io.alerthistory.request.CallersContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;

/**
 * Runs the reads of connections, a few at a time: after a restart a thousand clients catch up at once, and requests need
 * connections to the database as well. Each read has a context of its own, because a connection outlives the time limit of the
 * request that opened it.
 */
@Singleton
class Reads {

    private static final int MAX_AT_ONCE = 4;
    private static final int MAX_WAITING = 20_000;
    private static final Duration MAX_WAIT = Duration.ofSeconds(60);

    private final ByteBudget turns = new ByteBudget("live reads", MAX_AT_ONCE, MAX_WAITING);
    private final Executor ownContext;

    @Inject
    Reads(Vertx vertx) {
        this(CallersContext.ownContext(vertx));
    }

    Reads(Executor ownContext) {
        this.ownContext = ownContext;
    }

    /** Runs a read when it is its turn. Fails when it would have to wait for too long, or the read fails. */
    <T> Uni<T> run(Supplier<Uni<T>> read) {
        return Uni.createFrom().emitter(emitter -> turns.acquire(1, MAX_WAIT).subscribe().with(
                turn -> atOnce(read).onTermination().invoke(turn::close).subscribe().with(emitter::complete, emitter::fail),
                emitter::fail));
    }

    /** Runs a read without a turn: the one of the hub, for which all wait. */
    <T> Uni<T> atOnce(Supplier<Uni<T>> read) {
        return Uni.createFrom().deferred(read::get).runSubscriptionOn(ownContext);
    }
}
