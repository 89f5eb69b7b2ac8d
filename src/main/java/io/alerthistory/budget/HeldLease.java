package io.alerthistory.budget;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

/**
 * Where a lease is kept until what it is for has ended, whoever notices that first. A lease that comes later is closed at once.
 * Thread-safe.
 */
public final class HeldLease implements AutoCloseable {

    private final AtomicReference<@Nullable Lease> lease = new AtomicReference<>();
    private final AtomicBoolean closed = new AtomicBoolean();

    /** Keeps a lease in place of the one before. */
    public void take(Lease taken) {
        Lease before = lease.getAndSet(taken);
        if (before != null) {
            before.close();
        }
        if (closed.get()) {
            close();
        }
    }

    /** The lease; null when there is none. */
    public @Nullable Lease get() {
        return lease.get();
    }

    @Override
    public void close() {
        closed.set(true);
        Lease taken = lease.getAndSet(null);
        if (taken != null) {
            taken.close();
        }
    }
}
