package io.alerthistory.json;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;

import io.vertx.core.buffer.Buffer;

/**
 * Collects bytes that arrive in pieces. They are copied into segments, because a piece may be a single byte and costs a
 * hundred. Segments grow up to 64 KiB and are never copied into larger ones. Not thread-safe.
 */
public final class ByteSegments {

    private static final int FIRST = 2048;
    private static final int MAX = 65_536;

    private final Deque<byte[]> segments = new ArrayDeque<>();
    private final AtomicInteger length = new AtomicInteger();

    /** The number of bytes used in the last segment. */
    private final AtomicInteger filled = new AtomicInteger();

    public int length() {
        return length.get();
    }

    /** Adds a range of a piece: from {@code start}, inclusive, to {@code end}, exclusive. */
    public void add(Buffer piece, int start, int end) {
        int place = start;
        while (place < end) {
            byte[] segment = segments.peekLast();
            if (segment == null || filled.get() == segment.length) {
                segment = new byte[segment == null ? FIRST : Math.min(segment.length * 2, MAX)];
                segments.add(segment);
                filled.set(0);
            }
            int count = Math.min(end - place, segment.length - filled.get());
            piece.getBytes(place, place + count, segment, filled.get());
            filled.addAndGet(count);
            place += count;
        }
        length.addAndGet(end - start);
    }

    /** Removes all bytes and returns them in an array of exactly their number. */
    public byte[] take() {
        byte[] whole = new byte[length.get()];
        int place = 0;
        for (byte[] segment = segments.poll(); segment != null; segment = segments.poll()) {
            int count = Math.min(segment.length, whole.length - place);
            System.arraycopy(segment, 0, whole, place, count);
            place += count;
        }
        clear();
        return whole;
    }

    public void clear() {
        segments.clear();
        length.set(0);
        filled.set(0);
    }
}
