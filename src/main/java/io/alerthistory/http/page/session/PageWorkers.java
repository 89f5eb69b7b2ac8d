package io.alerthistory.http.page.session;

import java.util.concurrent.Executor;
import java.util.function.Supplier;

import jakarta.inject.Singleton;

import io.alerthistory.request.CallersContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;

/** The threads that make the pages of large sessions, a few at a time: the event loop has other requests to serve. */
@Singleton
class PageWorkers {

    private static final int THREADS = 2;

    /** Calls of a session whose page is made on the event loop, at most. */
    static final int MAX_CALLS = 200;

    /** Characters of its texts, at most. */
    static final int MAX_CHARS = 32_768;

    private final WorkerExecutor workers;

    PageWorkers(Vertx vertx) {
        workers = vertx.createSharedWorkerExecutor("session-page", THREADS);
    }

    /** Does work of a page where it belongs, and returns to the caller's context. */
    <T> Uni<T> run(boolean isLarge, Supplier<Uni<T>> work) {
        Uni<T> deferred = Uni.createFrom().deferred(work::get);
        if (!isLarge) {
            return deferred;
        }
        Executor caller = CallersContext.executor();
        return deferred.runSubscriptionOn(this::execute).emitOn(caller);
    }

    private void execute(Runnable task) {
        workers.executeBlocking(() -> {
            task.run();
            return null;
        }, false);
    }
}
