package io.alerthistory.bulk;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

import io.alerthistory.budget.Budgets;
import io.alerthistory.budget.ByteBudget;
import io.alerthistory.budget.Lease;
import io.smallrye.mutiny.Uni;

/**
 * The leases that cover the buffered body of one upload. It waits for budgets in a fixed order, so that uploads cannot
 * deadlock: first for a small lease of {@link Budgets#batches}, which grows when there is room; for an incomplete line
 * that does not fit, for a lease of {@link Budgets#lines}; for a line of more than a megabyte, for a lease of
 * {@link Budgets#longLines}.
 */
public final class UploadMemory {

    /** The minimum lease of an upload in bytes; it covers pieces beyond a batch. */
    static final int BASE = 32_768;

    /** A line and its segments while they are joined, in bytes. */
    private static final int LINE = 2 * 1_048_576;
    private static final int LONG_LINE = 2 * LineBatches.MAX_LINE;

    static final Duration MAX_WAIT = Duration.ofSeconds(30);

    private final Budgets budgets;
    private final AtomicReference<@Nullable Lease> base = new AtomicReference<>();
    private final AtomicReference<@Nullable Lease> line = new AtomicReference<>();
    private final AtomicBoolean closed = new AtomicBoolean();

    public UploadMemory(Budgets budgets) {
        this.budgets = budgets;
    }

    /** Acquires the first lease. */
    public Uni<Lease> open() {
        return budgets.batches().acquire(BASE, MAX_WAIT);
    }

    public void opened(Lease lease) {
        keep(base, lease);
    }

    /** Whether the buffered bytes are covered; grows the first lease if necessary. */
    public boolean covers(long complete, long unfinished) {
        Lease first = base.get();
        if (first == null) {
            return false;
        }
        long needed = complete + 2 * unfinished; // a line needs twice its size while its segments are joined
        if (held(line) > 0) {
            return needed <= held(line) + BASE;
        }
        return needed <= first.bytes() || (needed <= LINE && first.grow(Math.max(first.bytes(), needed - first.bytes())));
    }

    /** Acquires a lease for the incomplete line, when no complete line is buffered. */
    public Uni<Lease> ofLine() {
        ByteBudget budget = held(line) > 0 || held(base) > LINE / 2 ? budgets.longLines() : budgets.lines();
        return budget.acquire(budget == budgets.lines() ? LINE : LONG_LINE, MAX_WAIT);
    }

    public void lineGranted(Lease lease) {
        keep(line, lease);
        Lease first = base.get();
        if (first != null) {
            first.shrinkTo(BASE);
        }
    }

    /** Returns the memory of a batch that was stored. */
    public void batchEnded(long complete, long unfinished) {
        Lease first = base.get();
        if (first == null) {
            return;
        }
        Lease of = line.get();
        if (of != null && complete + 2 * unfinished <= BASE && line.compareAndSet(of, null)) {
            of.close();
        }
        first.shrinkTo(Math.max(BASE, complete + 2 * unfinished));
    }

    public void close() {
        closed.set(true);
        closeOf(base);
        closeOf(line);
    }

    /** Whether the incomplete line has a lease of its own, which few uploads can have. */
    public boolean holdsLine() {
        return held(line) > 0;
    }

    private void keep(AtomicReference<@Nullable Lease> place, Lease lease) {
        Lease before = place.getAndSet(lease);
        if (before != null) {
            before.close();
        }
        if (closed.get()) {
            lease.close();
        }
    }

    private static long held(AtomicReference<@Nullable Lease> place) {
        Lease lease = place.get();
        return lease == null ? 0 : lease.bytes();
    }

    private static void closeOf(AtomicReference<@Nullable Lease> place) {
        Lease lease = place.get();
        if (lease != null) {
            lease.close();
        }
    }
}
