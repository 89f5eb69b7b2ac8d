package io.alerthistory.start;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

import io.alerthistory.error.ErrorCode;
import io.alerthistory.error.ProblemException;
import io.alerthistory.request.CallersContext;
import io.smallrye.mutiny.Uni;

/** Threads that may block: one for changes, of which one runs at a time, and one for questions. */
final class MigrationThreads {

    private static final int QUEUE = 16;
    private static final int IDLE_SECONDS = 10;

    private final ThreadPoolExecutor changes = thread("migration-change", 1);
    private final ThreadPoolExecutor questions = thread("migration-status", QUEUE);
    private final AtomicBoolean isChanging = new AtomicBoolean();

    /**
     * A change that has begun.
     *
     * @param response what the caller is told at once
     * @param rest what goes on after that
     */
    record Begun<T>(T response, Runnable rest) {
    }

    /** Asks something. Fails when too many do. */
    <T> Uni<T> read(Supplier<T> question) {
        return on(questions, question).onFailure(RejectedExecutionException.class)
                .transform(full -> new ProblemException(ErrorCode.OVERLOADED, "Too many requests ask for the migrations"));
    }

    /**
     * Begins a change.
     *
     * @param change its first part, which may refuse
     * @return fails with 409 while another one runs
     */
    <T> Uni<T> start(Supplier<Begun<T>> change) {
        return Uni.createFrom().deferred(() -> {
            if (!isChanging.compareAndSet(false, true)) {
                return Uni.createFrom().failure(new ProblemException(ErrorCode.MIGRATION_REFUSED,
                        "Another run of migrations, rollback or rehearsal is running: wait until the status shows its end"));
            }
            Executor caller = CallersContext.executor();
            return Uni.createFrom().<T> emitter(emitter -> changes.execute(() -> {
                try {
                    Begun<T> begun = change.get();
                    emitter.complete(begun.response());
                    begun.rest().run();
                } catch (RuntimeException | Error failure) {
                    emitter.fail(failure);
                } finally {
                    isChanging.set(false);
                }
            })).emitOn(caller);
        });
    }

    void stop() {
        changes.shutdown();
        questions.shutdown();
    }

    private static <T> Uni<T> on(Executor thread, Supplier<T> work) {
        return Uni.createFrom().deferred(
                () -> Uni.createFrom().item(work).runSubscriptionOn(thread).emitOn(CallersContext.executor()));
    }

    private static ThreadPoolExecutor thread(String name, int queue) {
        return new ThreadPoolExecutor(0, 1, IDLE_SECONDS, TimeUnit.SECONDS, new ArrayBlockingQueue<>(queue), task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
    }
}
