package io.alerthistory.bulk;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

import io.vertx.core.buffer.Buffer;

/** Gathers lines into batches. It holds one batch, and what the last piece of the stream had beyond it. */
public final class LineBatches {

    /** Bytes of a line, the contract's limit. */
    static final int MAX_LINE = 10_485_760;

    /** Lines of a batch, the contract's limit. */
    static final int MAX_LINES = 500;

    /** Bytes after which a batch takes no further line, so that large lines do not pile up. */
    static final int ENOUGH_BYTES = 1_048_576;

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
        return ended.get() || lines.size() >= MAX_LINES || bytes.get() >= ENOUGH_BYTES;
    }

    public boolean hasLines() {
        return !lines.isEmpty();
    }

    /** Bytes of complete lines that are not handed out. */
    public long bytes() {
        return bytes.get();
    }

    /** Bytes of the line that has begun. */
    public int unfinished() {
        return splitter.unfinished();
    }

    /** The next batch, complete or not; empty when all lines were handed out. */
    public List<Line> next() {
        List<Line> batch = new ArrayList<>();
        long taken = 0;
        while (!lines.isEmpty() && batch.size() < MAX_LINES && taken < ENOUGH_BYTES) {
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
