package io.alerthistory.selftest;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

import jakarta.inject.Singleton;

import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;

/** Asks the ports as requests do: each time in a context of its own, on any event loop, and without a request's deadline. */
@Singleton
final class TestClients {

    private final VertxInternal vertx;

    TestClients(Vertx vertx) {
        this.vertx = (VertxInternal) vertx;
    }

    /** A context of its own. */
    Context context() {
        Context context = VertxContext.createNewDuplicatedContext(vertx.createEventLoopContext());
        VertxContextSafetyToggle.setContextSafe(context, true);
        return context;
    }

    void after(long ms, Context context, Runnable task) {
        vertx.setTimer(Math.max(1, ms), id -> context.runOnContext(now -> task.run()));
    }

    /**
     * Asks, and waits for the answer.
     *
     * @throws TimeoutException when it does not come in time
     */
    <T> T ask(Supplier<Uni<T>> question, long nanos) throws InterruptedException, ExecutionException, TimeoutException {
        CompletableFuture<T> answer = new CompletableFuture<>();
        context().runOnContext(now -> Uni.createFrom().deferred(question::get).subscribe().with(answer::complete,
                answer::completeExceptionally));
        return answer.get(Math.max(1, nanos), TimeUnit.NANOSECONDS);
    }
}
