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
 * Gathers what is written at the same time into one statement, so that a commit and a round trip are shared. Nobody waits for
 * company: what comes while few statements run is written at once, and what comes while they run is written together when one
 * has ended. Each is told when the statement that has it is durable.
 *
 * @param <T> what is written
 * @param <R> what became of it
 */
final class BatchWriter<T, R> {

    /** What is written, and how. */
    interface Writing<T, R> {

        /** Two with the same key are not written by the same statement. */
        Object key(T one);

        /** How much it is, in characters; roughly. */
        int size(T one);

        /** Writes several, in one statement; all of them or none. The results are in the order of the items. */
        Uni<List<R>> together(List<T> several);

        /** Writes one. */
        Uni<R> alone(T one);
    }

    /** Characters after which a statement takes no further row. */
    private static final int ENOUGH = 1 << 20;

    /** Rows of a statement. */
    static final int MOST_ROWS = 100;

    /** Items that wait; others are refused. */
    static final int MOST_WAITING = 5000;

    /** Statements at a time: while one is committed, the next is on its way. */
    static final int MOST_RUNNING = 2;

    /** After this time others do not wait for a statement. */
    private static final Duration HELD_UP = Duration.ofMillis(100);

    private final Vertx vertx;
    private final Writing<T, R> writing;
    private final Duration heldUp;
    private final Deque<Waiter> queue = new ArrayDeque<>();
    private final AtomicInteger running = new AtomicInteger();

    BatchWriter(Vertx vertx, Writing<T, R> writing) {
        this(vertx, writing, HELD_UP);
    }

    BatchWriter(Vertx vertx, Writing<T, R> writing, Duration heldUp) {
        this.vertx = vertx;
        this.writing = writing;
        this.heldUp = heldUp;
    }

    /** Writes an item together with others. Who gives up before its statement began withdraws it. */
    Uni<R> write(T item) {
        return Uni.createFrom().emitter(emitter -> {
            Waiter waiter = new Waiter(item, emitter, CallersContext.executor());
            emitter.onTermination(waiter::withdraw);
            if (!enter(waiter)) {
                emitter.fail(new ProblemException(ErrorCode.DATABASE_UNAVAILABLE,
                        "Too many writes are waiting for the database; try again"));
            }
        });
    }

    /** Gives false when too many wait already. */
    private boolean enter(Waiter waiter) {
        synchronized (queue) {
            if (queue.size() >= MOST_WAITING) {
                return false;
            }
            queue.add(waiter);
            if (running.get() == MOST_RUNNING) {
                return true; // the first of them to end takes it
            }
            running.incrementAndGet();
        }
        // A context of its own: a statement is nobody's request. What the event loop has before this comes along.
        VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext()).runOnContext(begun -> run());
        return true;
    }

    /** Writes what waits, statement by statement, until nothing does. */
    private void run() {
        List<Waiter> batch = next();
        if (!batch.isEmpty()) {
            Turn turn = new Turn(Vertx.currentContext());
            write(batch).onTermination().invoke(turn::end).subscribe().with(done -> {
            }, unexpected -> batch.forEach(waiter -> waiter.fail(unexpected)));
        }
    }

    /** The longest who wait, as far as they fit together; empty when nobody waits, and then one statement less runs. */
    private List<Waiter> next() {
        List<Waiter> batch = new ArrayList<>();
        Set<Object> keys = new HashSet<>();
        int size = 0;
        synchronized (queue) {
            while (!queue.isEmpty() && batch.size() < MOST_ROWS && size < ENOUGH) {
                Object key = writing.key(queue.element().item);
                if (keys.contains(key)) {
                    break;
                }
                Waiter first = queue.remove();
                if (first.begin()) {
                    keys.add(key);
                    size += writing.size(first.item);
                    batch.add(first);
                }
            }
            if (batch.isEmpty()) {
                running.decrementAndGet();
            }
        }
        return batch;
    }

    private Uni<Void> write(List<Waiter> batch) {
        if (batch.size() == 1) {
            return alone(batch.get(0));
        }
        return Uni.createFrom().deferred(() -> writing.together(batch.stream().map(waiter -> waiter.item).toList()))
                .invoke(results -> {
                    for (int i = 0; i < batch.size(); i++) {
                        batch.get(i).complete(results.get(i));
                    }
                }).replaceWithVoid()
                .onFailure().recoverWithUni(failure -> PostgresFailures.isOneRow(failure) ? oneByOne(batch.iterator())
                        : Uni.createFrom().voidItem().invoke(() -> batch.forEach(waiter -> waiter.fail(failure))));
    }

    /** One of them cannot be written, and only that one is to be told so. */
    private Uni<Void> oneByOne(Iterator<Waiter> batch) {
        return batch.hasNext() ? alone(batch.next()).chain(() -> oneByOne(batch)) : Uni.createFrom().voidItem();
    }

    private Uni<Void> alone(Waiter waiter) {
        return Uni.createFrom().deferred(() -> writing.alone(waiter.item)).invoke(waiter::complete).replaceWithVoid()
                .onFailure().recoverWithUni(failure -> Uni.createFrom().voidItem().invoke(() -> waiter.fail(failure)));
    }

    /** One of the statements that may run at a time. One that is held up, by a lock of somebody else's, gives up its turn. */
    private final class Turn {

        private final Context context;
        private final AtomicBoolean over = new AtomicBoolean();
        private final long timer;

        Turn(Context context) {
            this.context = context;
            timer = vertx.setTimer(heldUp.toMillis(), late -> next());
        }

        void end() {
            vertx.cancelTimer(timer);
            next();
        }

        private void next() {
            if (over.compareAndSet(false, true)) {
                context.runOnContext(now -> run());
            }
        }
    }

    /** Somebody who wants to know what became of an item. */
    private final class Waiter {

        private final T item;
        private final UniEmitter<? super R> emitter;
        private final Executor caller;
        private final AtomicBoolean settled = new AtomicBoolean();

        Waiter(T item, UniEmitter<? super R> emitter, Executor caller) {
            this.item = item;
            this.emitter = emitter;
            this.caller = caller;
        }

        /** Tells whether it is still to be written. */
        boolean begin() {
            return settled.compareAndSet(false, true);
        }

        void withdraw() {
            settled.set(true);
        }

        void complete(R result) {
            caller.execute(() -> emitter.complete(result));
        }

        void fail(Throwable failure) {
            caller.execute(() -> emitter.fail(failure));
        }
    }
}
