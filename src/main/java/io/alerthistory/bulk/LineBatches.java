package io.alerthistory.bulk;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

import io.vertx.core.buffer.Buffer;

/** Groups lines into batches. It holds one batch, and the rest of the last piece of the stream. */
public final class LineBatches {

    /** The contract's maximum size of a line in bytes. */
    static final int MAX_LINE = 10_485_760;

    /** The contract's maximum number of lines of a batch. */
    static final int MAX_LINES = 500;

    /** The size in bytes at which a batch is complete, so that large lines do not accumulate. */
    static final int FULL_BATCH_BYTES = 1_048_576;

    private final LineSplitter splitter = new LineSplitter(MAX_LINE, this::add);
    private final Deque<Line> lines = new ArrayDeque<>();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicBoolean ended = new AtomicBoolean();

    public void take(Buffer piece) {
        splitter.take(piece);
    }

    public void end() {
        splitter.end();
        ended.set(true);
    }

    /** Whether the next batch is complete. */
    public boolean isReady() {
        return ended.get() || lines.size() >= MAX_LINES || bytes.get() >= FULL_BATCH_BYTES;
    }

    public boolean hasLines() {
        return !lines.isEmpty();
    }

    /** The bytes of complete lines that were not returned yet. */
    public long bytes() {
        return bytes.get();
    }

    /** The bytes of the incomplete line. */
    public int unfinished() {
        return splitter.unfinished();
    }

    /** Returns the next batch, complete or not; empty when all lines were returned. */
    public List<Line> next() {
        List<Line> batch = new ArrayList<>();
        long taken = 0;
        while (!lines.isEmpty() && batch.size() < MAX_LINES && taken < FULL_BATCH_BYTES) {
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
