package io.alerthistory.start;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import jakarta.inject.Singleton;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.EventExecutor;
import io.quarkus.arc.All;
import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;

/** Runs the warm-ups on every event loop. */
@Singleton
class EventLoops {

    private static final Duration MAX_WAIT = Duration.ofSeconds(5);

    private final VertxInternal vertx;
    private final List<WarmUp> warmUps;

    EventLoops(Vertx vertx, @All List<WarmUp> warmUps) {
        this.vertx = (VertxInternal) vertx;
        this.warmUps = warmUps;
    }

    /** Warms up all event loops concurrently, and waits for them for a limited time. */
    void warmUp() throws InterruptedException {
        List<EventLoop> loops = new ArrayList<>();
        for (EventExecutor executor : vertx.getEventLoopGroup()) {
            if (executor instanceof EventLoop loop) {
                loops.add(loop);
            }
        }
        CountDownLatch left = new CountDownLatch(loops.size() * warmUps.size());
        loops.forEach(loop -> warmUps.forEach(one -> onLoop(loop, one, left)));
        boolean unused = left.await(MAX_WAIT.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void onLoop(EventLoop loop, WarmUp one, CountDownLatch left) {
        Context context = VertxContext.createNewDuplicatedContext(
                vertx.createEventLoopContext(loop, null, Thread.currentThread().getContextClassLoader()));
        VertxContextSafetyToggle.setContextSafe(context, true);
        context.runOnContext(now -> Uni.createFrom().<Object> deferred(() -> one.run().onItem().castTo(Object.class))
                .subscribe().with(done -> left.countDown(), failed -> left.countDown()));
    }
}
