package io.alerthistory.storage.postgresql;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import io.alerthistory.error.ErrorCode;
import io.alerthistory.error.ProblemException;
import io.alerthistory.request.CallersContext;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;

/**
 * Combines concurrent writes into one statement, so that they share a commit and a round trip. A write is never delayed
 * to form a batch: while a slot is free, it runs at once; writes that arrive while all slots are in use are combined
 * when a slot becomes free. Each write completes when its statement is durable.
 *
 * @param <T> the type of an item
 * @param <R> the type of its result
 */
final class BatchWriter<T, R> {

    /** The statements of a batch writer. */
    interface Statements<T, R> {

        /** Items with equal keys are never written by the same statement. */
        Object key(T one);

        /** The approximate size of an item in characters. */
        int size(T one);

        /** Writes all items in one statement, or none. The results are in the order of the items. */
        Uni<List<R>> writeBatch(List<T> several);

        /** Writes one item. */
        Uni<R> writeOne(T one);
    }

    /** The size in characters at which a batch is complete. */
    private static final int FULL_BATCH_SIZE = 1 << 20;

    /** The maximum number of items in a batch. */
    static final int MAX_ROWS = 100;

    /** The maximum number of waiting items; more are refused. */
    static final int MAX_WAITING = 5000;

    /** The number of concurrent statements. With two, one can be sent while the other commits. */
    static final int MAX_RUNNING = 2;

    /** A statement that runs longer frees its slot. */
    private static final Duration SLOT_TIMEOUT = Duration.ofMillis(100);

    private final Vertx vertx;
    private final Statements<T, R> statements;
    private final Duration slotTimeout;
    private final Deque<PendingWrite> queue = new ArrayDeque<>();
    private final AtomicInteger running = new AtomicInteger();

    BatchWriter(Vertx vertx, Statements<T, R> statements) {
        this(vertx, statements, SLOT_TIMEOUT);
    }

    BatchWriter(Vertx vertx, Statements<T, R> statements, Duration slotTimeout) {
        this.vertx = vertx;
        this.statements = statements;
        this.slotTimeout = slotTimeout;
    }

    /**
     * Writes an item, possibly together with others. A caller that cancels before its statement starts removes its item
     * from the queue.
     */
    Uni<R> write(T item) {
        return Uni.createFrom().emitter(emitter -> {
            PendingWrite write = new PendingWrite(item, emitter, CallersContext.executor());
            emitter.onTermination(write::cancel);
            if (!enqueue(write)) {
                emitter.fail(new ProblemException(ErrorCode.DATABASE_UNAVAILABLE,
                        "Too many writes are waiting for the database; try again later"));
            }
        });
    }

    /**
     * Adds an item to the queue.
     *
     * @return false when the queue is full
     */
    private boolean enqueue(PendingWrite write) {
        synchronized (queue) {
            if (queue.size() >= MAX_WAITING) {
                return false;
            }
            queue.add(write);
            if (running.get() == MAX_RUNNING) {
                return true; // the next statement that ends takes it
            }
            running.incrementAndGet();
        }
        // A separate context, because a statement does not belong to a single request. Writes that the event loop
        // handles before this task join the batch.
        VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext()).runOnContext(started -> run());
        return true;
    }

    /** Writes the waiting items in batches until the queue is empty. */
    private void run() {
        List<PendingWrite> batch = next();
        if (!batch.isEmpty()) {
            Slot slot = new Slot(Vertx.currentContext());
            write(batch).onTermination().invoke(slot::release).subscribe().with(done -> {
            }, unexpected -> batch.forEach(write -> write.fail(unexpected)));
        }
    }

    /**
     * Takes the oldest waiting items that fit into one statement. Returns an empty batch, and frees the slot, when
     * nothing is waiting.
     */
    private List<PendingWrite> next() {
        List<PendingWrite> batch = new ArrayList<>();
        Set<Object> keys = new HashSet<>();
        int size = 0;
        synchronized (queue) {
            while (!queue.isEmpty() && batch.size() < MAX_ROWS && size < FULL_BATCH_SIZE) {
                Object key = statements.key(queue.element().item);
                if (keys.contains(key)) {
                    break;
                }
                PendingWrite first = queue.remove();
                if (first.start()) {
                    keys.add(key);
                    size += statements.size(first.item);
                    batch.add(first);
                }
            }
            if (batch.isEmpty()) {
                running.decrementAndGet();
            }
        }
        return batch;
    }

    private Uni<Void> write(List<PendingWrite> batch) {
        if (batch.size() == 1) {
            return writeOne(batch.get(0));
        }
        return Uni.createFrom().deferred(() -> statements.writeBatch(batch.stream().map(write -> write.item).toList()))
                .invoke(results -> {
                    for (int i = 0; i < batch.size(); i++) {
                        batch.get(i).complete(results.get(i));
                    }
                }).replaceWithVoid()
                .onFailure().recoverWithUni(failure -> PostgresFailures.isOneRow(failure) ? oneByOne(batch.iterator())
                        : Uni.createFrom().voidItem().invoke(() -> batch.forEach(write -> write.fail(failure))));
    }

    /** Repeats a failed batch item by item, so that only the invalid item fails. */
    private Uni<Void> oneByOne(Iterator<PendingWrite> batch) {
        return batch.hasNext() ? writeOne(batch.next()).chain(() -> oneByOne(batch)) : Uni.createFrom().voidItem();
    }

    private Uni<Void> writeOne(PendingWrite write) {
        return Uni.createFrom().deferred(() -> statements.writeOne(write.item)).invoke(write::complete).replaceWithVoid()
                .onFailure().recoverWithUni(failure -> Uni.createFrom().voidItem().invoke(() -> write.fail(failure)));
    }

    /** The slot of a running statement. A statement that waits for a lock frees its slot early. */
    private final class Slot {

        private final Context context;
        private final AtomicBoolean released = new AtomicBoolean();
        private final long timer;

        Slot(Context context) {
            this.context = context;
            timer = vertx.setTimer(slotTimeout.toMillis(), late -> runNext());
        }

        void release() {
            vertx.cancelTimer(timer);
            runNext();
        }

        private void runNext() {
            if (released.compareAndSet(false, true)) {
                context.runOnContext(now -> run());
            }
        }
    }

    /** A queued item with the caller that waits for its result. */
    private final class PendingWrite {

        private final T item;
        private final UniEmitter<? super R> emitter;
        private final Executor caller;
        private final AtomicBoolean startedOrCancelled = new AtomicBoolean();

        PendingWrite(T item, UniEmitter<? super R> emitter, Executor caller) {
            this.item = item;
            this.emitter = emitter;
            this.caller = caller;
        }

        /** Marks the item as started; returns false when the caller has cancelled. */
        boolean start() {
            return startedOrCancelled.compareAndSet(false, true);
        }

        void cancel() {
            startedOrCancelled.set(true);
        }

        void complete(R result) {
            caller.execute(() -> emitter.complete(result));
        }

        void fail(Throwable failure) {
            caller.execute(() -> emitter.fail(failure));
        }
    }
}
