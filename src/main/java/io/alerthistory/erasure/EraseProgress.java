package io.alerthistory.erasure;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** How far an erasure has come. */
final class EraseProgress {

    /** The rows of a batch; a larger session is a batch of its own. */
    private static final long MAX_ROWS = 500;
    private static final int MAX_BATCH = 100;

    private final List<EraseCandidate> candidates;
    private final boolean tooMany;
    private final long deadline;
    private final AtomicInteger done = new AtomicInteger();
    private final AtomicLong alerts = new AtomicLong();
    private final AtomicReference<ErasedActs> acts = new AtomicReference<>(ErasedActs.NONE);
    private final AtomicReference<ErasedRows> rows = new AtomicReference<>(ErasedRows.NONE);

    /**
     * Starts with nothing done.
     *
     * @param found one more than the maximum when there are more
     * @param deadline of {@link System#nanoTime()}
     */
    EraseProgress(List<EraseCandidate> found, int max, long deadline) {
        candidates = found.subList(0, Math.min(found.size(), max));
        tooMany = found.size() > max;
        this.deadline = deadline;
    }

    /** The next sessions; none at the end, or when the time is over. */
    List<String> next() {
        List<String> ids = new ArrayList<>();
        long weight = 0;
        while (done.get() < candidates.size() && ids.size() < MAX_BATCH && !(isOver() && ids.isEmpty())) {
            EraseCandidate candidate = candidates.get(done.get());
            weight += candidate.rows();
            if (!ids.isEmpty() && weight > MAX_ROWS) {
                break;
            }
            ids.add(candidate.sessionId());
            done.incrementAndGet();
        }
        return ids;
    }

    /** Counts a batch; returns true, for there may be another one. */
    boolean add(ErasedRows batch) {
        rows.updateAndGet(before -> before.plus(batch));
        return true;
    }

    /** Counts what a person did to alerts. */
    void add(ErasedActs erased) {
        acts.set(erased);
    }

    boolean isOver() {
        return System.nanoTime() - deadline >= 0;
    }

    /** Counts erased alerts; returns the number of all so far. */
    long addAlerts(long count) {
        return alerts.addAndGet(count);
    }

    EraseReceipt receipt(EraseRequest request, long held, boolean unclean) {
        ErasedActs erased = Objects.requireNonNull(acts.get());
        return new EraseReceipt(request.mode(), request.countsOnly(), Objects.requireNonNull(rows.get()), alerts.get(),
                erased.acknowledgements(), erased.silences(), held,
                tooMany || done.get() < candidates.size() || unclean);
    }
}
