package io.alerthistory.bulk;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The answers that the client has not taken yet, in bounded memory. Many clients send a whole body before they read: an upload
 * that waited for them would wait for ever. So beyond a number of answers those of further batches become one, and beyond a
 * number of rejected lines further ones are only counted.
 */
final class UnsentResults {

    static final int MAX_ANSWERS = 64;
    static final int MAX_REJECTED = 1000;

    private final Deque<BulkAnswer> unsent = new ArrayDeque<>();

    synchronized void add(BulkAnswer answer) {
        int room = MAX_REJECTED - unsent.stream().mapToInt(UnsentResults::rejected).sum();
        boolean fits = unsent.size() < MAX_ANSWERS && rejected(answer) <= room;
        if (!fits && answer instanceof BatchReceipt batch && unsent.peekLast() instanceof BatchReceipt before) {
            unsent.removeLast();
            unsent.add(before.plus(batch, room));
        } else {
            unsent.add(answer);
        }
    }

    private static int rejected(BulkAnswer answer) {
        return answer instanceof BatchReceipt batch ? batch.rejected().size() : 0;
    }

    /** What there is, in order. */
    synchronized List<BulkAnswer> take() {
        List<BulkAnswer> answers = List.copyOf(unsent);
        unsent.clear();
        return answers;
    }
}
