package io.alerthistory.bulk;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** Gathers lines into batches. It holds one batch, and what the last piece of the stream had beyond it. */
final class LineBatches {

    /** Bytes of a line, the contract's limit. */
    static final int LONGEST_LINE = 10_485_760;

    /** Lines of a batch, the contract's limit. */
    static final int MOST_LINES = 500;

    /** Bytes after which a batch takes no further line, so that large lines do not pile up. */
    static final int ENOUGH_BYTES = 8_388_608;

    private final LineSplitter splitter = new LineSplitter(LONGEST_LINE, this::add);
    private final Deque<Line> lines = new ArrayDeque<>();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicBoolean ended = new AtomicBoolean();

    void take(byte[] piece) {
        splitter.take(piece);
    }

    void end() {
        splitter.end();
        ended.set(true);
    }

    /** Whether the next batch is complete. */
    boolean isReady() {
        return ended.get() || lines.size() >= MOST_LINES || bytes.get() >= ENOUGH_BYTES;
    }

    /** The next batch; empty when all lines were handed out. */
    List<Line> next() {
        List<Line> batch = new ArrayList<>();
        long taken = 0;
        while (!lines.isEmpty() && batch.size() < MOST_LINES && taken < ENOUGH_BYTES) {
            Line line = lines.remove();
            taken += line.size();
            batch.add(line);
        }
        bytes.addAndGet(-taken);
        return batch;
    }

    private void add(Line line) {
        lines.add(line);
        bytes.addAndGet(line.size());
    }
}
