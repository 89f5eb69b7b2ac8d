package io.alerthistory.json;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;

import io.vertx.core.buffer.Buffer;

/**
 * Bytes that arrive piece by piece. They are copied into segments, because a piece may be a single byte and costs a hundred;
 * the
 * segments grow up to 64 KiB and are never copied into larger ones. Not safe for use by several threads at once.
 */
public final class ByteSegments {

    private static final int FIRST = 2048;
    private static final int MAX = 65_536;

    private final Deque<byte[]> segments = new ArrayDeque<>();
    private final AtomicInteger length = new AtomicInteger();

    /** Bytes of the last segment that are filled. */
    private final AtomicInteger filled = new AtomicInteger();

    public int length() {
        return length.get();
    }

    /** Adds the bytes of a piece from a position up to another. */
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

    /** All bytes in an array of exactly their number. Afterwards there are none. */
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
