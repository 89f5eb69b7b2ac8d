package io.alerthistory.bulk;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

import io.alerthistory.json.ByteSegments;
import io.vertx.core.buffer.Buffer;

/**
 * Splits a stream of bytes into lines, independent of the boundaries of its pieces. Of a line that is too long it keeps
 * only the number. Blank lines are counted and skipped.
 */
final class LineSplitter {

    private static final byte LINE_END = '\n';

    private final int maxLength;
    private final Consumer<Line> lines;
    private final AtomicLong number = new AtomicLong();

    /** The incomplete line: its length so far, and its bytes from earlier pieces. */
    private final AtomicLong length = new AtomicLong();
    private final ByteSegments kept = new ByteSegments();

    /**
     * Starts before the first line.
     *
     * @param maxLength of a line, in bytes
     */
    LineSplitter(int maxLength, Consumer<Line> lines) {
        this.maxLength = maxLength;
        this.lines = lines;
    }

    void take(Buffer piece) {
        int start = 0;
        for (int i = 0; i < piece.length(); i++) {
            if (piece.getByte(i) == LINE_END) {
                finish(piece, start, i);
                start = i + 1;
            }
        }
        keep(piece, start, piece.length());
    }

    /** Ends the stream. A last line needs no line terminator. */
    void end() {
        if (length.get() > 0) {
            finish(Buffer.buffer(), 0, 0);
        }
    }

    /** The bytes of the incomplete line in memory. */
    int unfinished() {
        return kept.length();
    }

    private void keep(Buffer piece, int start, int end) {
        if (length.addAndGet(end - start) <= maxLength) {
            kept.add(piece, start, end);
        } else {
            kept.clear();
        }
    }

    private void finish(Buffer piece, int start, int end) {
        long ended = number.incrementAndGet();
        Line line;
        if (length.get() == 0 && end - start <= maxLength) {
            line = Line.of(ended, piece.getBytes(start, end));
        } else {
            keep(piece, start, end);
            line = length.get() > maxLength ? Line.tooLarge(ended) : Line.of(ended, kept.take());
        }
        length.set(0);
        kept.clear();
        if (!line.isBlank()) {
            lines.accept(line);
        }
    }
}
