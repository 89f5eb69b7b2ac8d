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
 * The leases of one upload for what it holds of its body. It waits for budgets in one direction only, so that uploads never
 * wait for
 * each other in a circle: first a small lease of {@link Budgets#batches}, which grows when there is room; for an unfinished
 * line
 * that finds none, a lease of {@link Budgets#lines}; for one of more than a megabyte, a lease of {@link Budgets#longLines}.
 */
public final class UploadMemory {

    /** What an upload holds at least, and what may be in pieces beyond a batch. */
    static final int BASE = 32_768;

    /** A line with its segments, while it is put together. */
    private static final int LINE = 2 * 1_048_576;
    private static final int LONG_LINE = 2 * LineBatches.MAX_LINE;

    static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Budgets budgets;
    private final AtomicReference<@Nullable Lease> base = new AtomicReference<>();
    private final AtomicReference<@Nullable Lease> line = new AtomicReference<>();
    private final AtomicBoolean closed = new AtomicBoolean();

    public UploadMemory(Budgets budgets) {
        this.budgets = budgets;
    }

    /** Waits for the first lease. */
    public Uni<Lease> open() {
        return budgets.batches().acquire(BASE, PATIENCE);
    }

    public void opened(Lease lease) {
        keep(base, lease);
    }

    /** Whether what is held is covered, if necessary by more of the first lease. */
    public boolean covers(long complete, long unfinished) {
        Lease first = base.get();
        if (first == null) {
            return false;
        }
        long needed = complete + 2 * unfinished; // a line is put together from its parts
        if (held(line) > 0) {
            return needed <= held(line) + BASE;
        }
        return needed <= first.bytes() || (needed <= LINE && first.grow(Math.max(first.bytes(), needed - first.bytes())));
    }

    /** Waits for a lease of the line that has begun; no complete line is held. */
    public Uni<Lease> ofLine() {
        ByteBudget budget = held(line) > 0 || held(base) > LINE / 2 ? budgets.longLines() : budgets.lines();
        return budget.acquire(budget == budgets.lines() ? LINE : LONG_LINE, PATIENCE);
    }

    public void lineGranted(Lease lease) {
        keep(line, lease);
        Lease first = base.get();
        if (first != null) {
            first.shrinkTo(BASE);
        }
    }

    /** Gives back what a batch took that is stored now. */
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

    /** Whether the line that has begun has a scarce lease. */
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
