package io.alerthistory.bulk;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * The answers that the client has not taken yet, in bounded memory. Many clients send a whole body before they read: an upload
 * that waited for them would wait for ever. So beyond a number of answers those of further batches become one, and beyond a
 * number of rejected lines further ones are only counted.
 */
final class UnsentAnswers {

    static final int MAX_ANSWERS = 64;
    static final int MAX_REJECTED = 1000;

    private final Deque<BatchReceipt> batches = new ArrayDeque<>();
    private final AtomicReference<@Nullable BulkReceipt> last = new AtomicReference<>();

    synchronized void add(BulkAnswer answer) {
        if (answer instanceof BulkReceipt end) {
            last.set(end);
            return;
        }
        BatchReceipt batch = (BatchReceipt) answer;
        int rejected = batches.stream().mapToInt(waiting -> waiting.rejected().size()).sum();
        boolean fits = batches.size() < MAX_ANSWERS && rejected + batch.rejected().size() <= MAX_REJECTED;
        if (fits || batches.isEmpty()) {
            batches.add(batch);
        } else {
            batches.add(batches.removeLast().plus(batch, MAX_REJECTED - rejected));
        }
    }

    /** What there is, in order. */
    synchronized List<BulkAnswer> take() {
        List<BulkAnswer> answers = Stream.<BulkAnswer> concat(batches.stream(), Stream.ofNullable(last.getAndSet(null)))
                .toList();
        batches.clear();
        return answers;
    }
}
