package io.alerthistory.bulk;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The results that the client has not read yet, in bounded memory. Many clients send the whole body before they read;
 * an upload that waited for them would never end. Beyond a number of results, those of further batches are summed up;
 * beyond a number of rejected lines, further ones are only counted.
 */
final class UnsentResults {

    static final int MAX_RESULTS = 64;
    static final int MAX_REJECTED = 1000;

    private final Deque<BulkResult> unsent = new ArrayDeque<>();

    synchronized void add(BulkResult result) {
        int room = MAX_REJECTED - unsent.stream().mapToInt(UnsentResults::rejected).sum();
        boolean fits = unsent.size() < MAX_RESULTS && rejected(result) <= room;
        if (!fits && result instanceof BatchReceipt batch && unsent.peekLast() instanceof BatchReceipt before) {
            unsent.removeLast();
            unsent.add(before.plus(batch, room));
        } else {
            unsent.add(result);
        }
    }

    private static int rejected(BulkResult result) {
        return result instanceof BatchReceipt batch ? batch.rejected().size() : 0;
    }

    /** Removes and returns all results, in order. */
    synchronized List<BulkResult> take() {
        List<BulkResult> results = List.copyOf(unsent);
        unsent.clear();
        return results;
    }
}
