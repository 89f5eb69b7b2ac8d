package io.alerthistory.budget;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

import io.alerthistory.error.ErrorCode;
import io.alerthistory.error.ProblemException;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;

/**
 * A limited number of bytes that may be in memory at the same time. Requests that do not fit wait in a bounded FIFO
 * queue. A request larger than the whole budget is granted when nothing else is in use, so that every request makes
 * progress.
 */
public final class ByteBudget {

    private final String name;
    private final long limit;
    private final int maxWaiters;
    private final Object lock = new Object();

    /** Guarded by the lock, like the counters below. */
    private final Deque<Waiter> waiters = new ArrayDeque<>();
    private final AtomicLong used = new AtomicLong();

    private final AtomicLong refused = new AtomicLong();

    /**
     * Makes an unused budget.
     *
     * @param maxWaiters the maximum number of waiting requests; one more is refused at once
     */
    public ByteBudget(String name, long limit, int maxWaiters) {
        this.name = name;
        this.limit = limit;
        this.maxWaiters = maxWaiters;
    }

    public String name() {
        return name;
    }

    public long limit() {
        return limit;
    }

    /** The number of bytes that leases hold. */
    public long used() {
        return used.get();
    }

    /** The number of waiting requests. */
    public int waiting() {
        synchronized (lock) {
            return waiters.size();
        }
    }

    /** The number of refused requests since the start, including those whose wait timed out. */
    public long refused() {
        return refused.get();
    }

    /** Acquires bytes if they are free and nothing waits for them. */
    public Optional<Lease> tryAcquire(long bytes) {
        synchronized (lock) {
            if (waiters.isEmpty() && fits(bytes)) {
                return Optional.of(lend(bytes));
            }
        }
        refused.incrementAndGet();
        return Optional.empty();
    }

    /**
     * Acquires bytes as soon as they are free. The thread that frees them emits the lease; a subscriber that cancels
     * leaves the queue. Subscribe to this Uni directly: an intermediate operator that is cancelled at the same moment
     * may drop the lease.
     *
     * @return fails with {@link ErrorCode#OVERLOADED} when the wait times out, or too many requests wait already
     */
    public Uni<Lease> acquire(long bytes, Duration timeout) {
        return new Acquisition(this, bytes, timeout);
    }

    /**
     * Runs work when the bytes are free, and holds them until it ends. What has begun goes on without its caller; a caller that
     * hangs up before leaves the queue.
     *
     * @param executor runs the beginning of the work
     * @return fails as {@link #acquire}, or as the work
     */
    public <R> Uni<R> detached(long bytes, Duration timeout, Executor executor, Supplier<Uni<R>> work) {
        return Uni.createFrom().emitter(emitter -> {
            Cancellable waiting = acquire(bytes, timeout).subscribe()
                    .with(lease -> Uni.createFrom().voidItem().emitOn(executor).chain(() -> work.get()).onTermination()
                            .invoke(lease::close).subscribe().with(emitter::complete, emitter::fail), emitter::fail);
            emitter.onTermination(waiting::cancel); // does nothing once the bytes are there
        });
    }

    void enqueue(Waiter waiter, Duration timeout) {
        Lease lease = null;
        boolean waits = false;
        synchronized (lock) {
            if (waiters.isEmpty() && fits(waiter.bytes())) {
                lease = lend(waiter.bytes());
            } else if (waiters.size() < maxWaiters) {
                waiters.add(waiter);
                waits = true;
            }
        }
        if (lease != null) {
            waiter.deliver(lease);
        } else if (waits) {
            waiter.startTimer(timeout);
        } else {
            waiter.refuse();
        }
    }

    void countRefusal() {
        refused.incrementAndGet();
    }

    /** The problem of a request for which there is no memory. */
    public static ProblemException overloaded() {
        return new ProblemException(ErrorCode.OVERLOADED,
                "Requests in progress use all the memory for requests; try again later");
    }

    /**
     * Removes a waiter from the queue.
     *
     * @return whether it was still waiting
     */
    boolean leave(Waiter waiter) {
        boolean waited;
        List<Grant> grants;
        synchronized (lock) {
            waited = waiters.remove(waiter);
            grants = waited ? grants() : List.of(); // the waiters behind it may fit now
        }
        grants.forEach(Grant::deliver);
        return waited;
    }

    private void giveBack(long bytes) {
        List<Grant> grants;
        synchronized (lock) {
            used.addAndGet(-bytes);
            grants = grants();
        }
        grants.forEach(Grant::deliver);
    }

    /** Removes the waiters at the head of the queue that fit now. The caller holds the lock. */
    private List<Grant> grants() {
        if (waiters.isEmpty()) {
            return List.of();
        }
        List<Grant> grants = new ArrayList<>();
        for (Waiter next = waiters.peek(); next != null && fits(next.bytes()); next = waiters.peek()) {
            waiters.remove();
            grants.add(new Grant(next, lend(next.bytes())));
        }
        return grants;
    }

    private boolean fits(long bytes) {
        long now = used.get();
        return now == 0 || now + bytes <= limit;
    }

    private Lease lend(long bytes) {
        used.addAndGet(bytes);
        return new Part(bytes);
    }

    private record Grant(Waiter waiter, Lease lease) {

        void deliver() {
            waiter.deliver(lease);
        }
    }

    private final class Part implements Lease {

        /** Changed only under the lock; negative once closed. */
        private final AtomicLong held;

        Part(long bytes) {
            held = new AtomicLong(bytes);
        }

        @Override
        public long bytes() {
            return Math.max(held.get(), 0);
        }

        @Override
        public boolean grow(long more) {
            synchronized (lock) {
                long now = held.get();
                if (now < 0 || (used.get() != now && used.get() + more > limit)) {
                    return false;
                }
                held.addAndGet(more);
                used.addAndGet(more);
                return true;
            }
        }

        @Override
        public void shrinkTo(long bytes) {
            long freed;
            synchronized (lock) {
                freed = held.get() - bytes;
                if (freed <= 0) {
                    return;
                }
                held.set(bytes);
            }
            giveBack(freed);
        }

        @Override
        public void close() {
            long freed;
            synchronized (lock) {
                freed = held.getAndSet(-1);
            }
            if (freed > 0) {
                giveBack(freed);
            }
        }
    }
}
