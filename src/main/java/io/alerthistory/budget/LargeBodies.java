package io.alerthistory.budget;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.Context;
import io.vertx.core.Vertx;

/**
 * The executors that parse bodies: small ones are parsed on the event loop, others on worker threads. Only a few large
 * ones are parsed at the same time, because each may need several times its size in memory, and a second of CPU time.
 */
@ApplicationScoped // filters are created while a native image is built, when the processors and the heap are not known
public class LargeBodies {

    /** The maximum size in bytes of a body that is parsed on the event loop; the same as the framework's limit. */
    public static final int SMALL = 10_240;

    private static final int LARGE = 1024 * 1024;

    /** The heap that parsing one large body may need, in bytes. */
    private static final long HEAP_PER_BODY = 64L * 1024 * 1024;

    private record Task(@Nullable Context context, Runnable work) {
    }

    private final int slots = (int) Math.max(1,
            Math.min(Runtime.getRuntime().availableProcessors(), Runtime.getRuntime().maxMemory() / HEAP_PER_BODY));
    private final Deque<Task> waiting = new ArrayDeque<>();
    private final java.util.concurrent.atomic.AtomicInteger running = new java.util.concurrent.atomic.AtomicInteger();

    /**
     * Returns the executor for a body of more than {@link #SMALL} bytes; tasks run in the context of the current
     * request.
     */
    public Executor executor(int length) {
        return length > LARGE ? executor() : Infrastructure.getDefaultWorkerPool();
    }

    /** Returns the executor for a large body or a batch; it limits the number of concurrent tasks. */
    public Executor executor() {
        return this::runLarge;
    }

    private void runLarge(Runnable work) {
        Task task = new Task(Vertx.currentContext(), work);
        synchronized (waiting) {
            if (running.get() == slots) {
                waiting.add(task);
                return;
            }
            running.incrementAndGet();
        }
        start(task);
    }

    private void start(Task task) {
        Context context = task.context;
        Runnable work = () -> {
            try {
                task.work.run();
            } finally {
                next();
            }
        };
        if (context == null) {
            Infrastructure.getDefaultWorkerPool().execute(work);
        } else {
            context.executeBlocking(() -> {
                work.run();
                return null;
            }, false);
        }
    }

    private void next() {
        Task task;
        synchronized (waiting) {
            task = waiting.poll();
            if (task == null) {
                running.decrementAndGet();
                return;
            }
        }
        start(task);
    }
}
