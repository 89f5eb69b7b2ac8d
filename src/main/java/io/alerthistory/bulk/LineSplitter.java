package io.alerthistory.bulk;

import java.io.ByteArrayOutputStream;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Cuts a stream of bytes into lines, wherever its pieces end. Of a line that is too long it keeps nothing but the number.
 * Blank lines are counted and left out.
 */
final class LineSplitter {

    private final int longest;
    private final Consumer<Line> lines;
    private final AtomicLong number = new AtomicLong();

    /** The line that has begun: how long it is until now, and what of it is kept. */
    private final AtomicLong length = new AtomicLong();
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

    /**
     * Starts before the first line.
     *
     * @param longest bytes of a line
     */
    LineSplitter(int longest, Consumer<Line> lines) {
        this.longest = longest;
        this.lines = lines;
    }

    void take(byte[] bytes) {
        int start = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                keep(bytes, start, i);
                finish();
                start = i + 1;
            }
        }
        keep(bytes, start, bytes.length);
    }

    /** The stream has ended, and with it a last line that has no line's end. */
    void end() {
        if (length.get() > 0) {
            finish();
        }
    }

    private void keep(byte[] bytes, int start, int end) {
        if (length.addAndGet(end - start) <= longest) {
            kept.write(bytes, start, end - start);
        }
    }

    private void finish() {
        long ended = number.incrementAndGet();
        Line line = length.get() > longest ? Line.tooLarge(ended) : Line.of(ended, kept.toByteArray());
        length.set(0);
        kept.reset();
        if (!line.isBlank()) {
            lines.accept(line);
        }
    }
}
