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
 * Where bodies are parsed: small ones on the event loop, others on worker threads, and of large ones only a few at a time,
 * because
 * each may take as much memory again, and a second of a processor.
 */
@ApplicationScoped // filters are made while a native image is built, when nothing is known of processors and heap
public class LargeBodies {

    /** Bytes up to which a body is parsed on the event loop; the framework draws the same line. */
    public static final int SMALL = 10_240;

    private static final int LARGE = 1024 * 1024;

    /** The heap that one large parse may need. */
    private static final long HEAP_OF_ONE = 64L * 1024 * 1024;

    private record Task(@Nullable Context context, Runnable work) {
    }

    private final int slots = (int) Math.max(1,
            Math.min(Runtime.getRuntime().availableProcessors(), Runtime.getRuntime().maxMemory() / HEAP_OF_ONE));
    private final Deque<Task> waiting = new ArrayDeque<>();
    private final java.util.concurrent.atomic.AtomicInteger running = new java.util.concurrent.atomic.AtomicInteger();

    /** Runs work on a body of more than {@link #SMALL} bytes in the context of the request that asks. */
    public Executor executor(int length) {
        return length > LARGE ? executor() : Infrastructure.getDefaultWorkerPool();
    }

    /** Runs work on a large body, or on a batch, as soon as few enough are running. */
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
