package io.alerthistory.storage.sqlite;

import java.util.concurrent.atomic.AtomicReference;

import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import io.alerthistory.live.EventFeed;
import io.alerthistory.live.WriteSignal;
import io.alerthistory.request.CallersContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;

/** A SQLite file has one replica, which hears itself. What another process writes, it finds within a second. */
@Singleton
@Typed(SqliteEventFeed.class)
public class SqliteEventFeed implements EventFeed {

    private static final long TICK_MS = 1000;

    private final WriteSignal signal;
    private final Vertx vertx;
    private final AtomicReference<@Nullable Run> running = new AtomicReference<>();

    SqliteEventFeed(WriteSignal signal, Vertx vertx) {
        this.signal = signal;
        this.vertx = vertx;
    }

    /** From start to stop. */
    private record Run(Listener listener, long timer) {
    }

    @Override
    public void start(Listener listener) {
        signal.listen(listener::stored);
        running.set(new Run(listener, vertx.setPeriodic(TICK_MS, tick -> listener.stored())));
    }

    @Override
    public void stop() {
        signal.listen(null);
        Run run = running.getAndSet(null);
        if (run != null) {
            vertx.cancelTimer(run.timer());
        }
    }

    @Override
    public boolean isConnected() {
        return true;
    }

    @Override
    public Uni<Void> broadcast(String text) {
        return Uni.createFrom().voidItem().invoke(() -> {
            Run run = running.get();
            if (run != null) {
                CallersContext.ownContext(vertx).execute(() -> run.listener().broadcast(text));
            }
        });
    }
}
