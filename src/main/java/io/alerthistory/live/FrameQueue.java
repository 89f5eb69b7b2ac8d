package io.alerthistory.live;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;

/**
 * The frames that wait until a client has read those before them. A client that reads too slowly loses transient frames first.
 * Then what waits on a channel is replaced by one frame that says to read again, and when that does not help either, the
 * connection has to be closed. Not thread-safe.
 */
final class FrameQueue {

    static final int MAX_FRAMES = 256;
    static final long MAX_BYTES = 1_048_576;

    private final Deque<Entry> entries = new ArrayDeque<>();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicInteger dropped = new AtomicInteger();
    private final int maxFrames;
    private final long maxBytes;

    /** @param channels on which the client gets a stored frame; empty for others */
    private record Entry(Frame frame, Set<Channel> channels) {
    }

    /** What became of a frame. */
    enum Outcome {
        QUEUED,
        /** A transient frame for which there is no room. */
        DROPPED,
        /** The client does not read: close. */
        OVERFLOW
    }

    FrameQueue() {
        this(MAX_FRAMES, MAX_BYTES);
    }

    FrameQueue(int maxFrames, long maxBytes) {
        this.maxFrames = maxFrames;
        this.maxBytes = maxBytes;
    }

    int size() {
        return entries.size();
    }

    long bytes() {
        return bytes.get();
    }

    /** How many frames were dropped or replaced since the last call. */
    int takeDropped() {
        return dropped.getAndSet(0);
    }

    /**
     * Adds a frame at the end.
     *
     * @param channels on which the client gets a stored frame; empty for others
     * @param nowUs microseconds since the epoch, for a frame that replaces others
     */
    Outcome offer(Frame frame, Set<Channel> channels, long nowUs) {
        if (fits(frame)) {
            add(new Entry(frame, channels));
            return Outcome.QUEUED;
        }
        remove(Frame.Kind.TRANSIENT);
        if (fits(frame)) {
            add(new Entry(frame, channels));
            return Outcome.QUEUED;
        }
        if (frame.kind() == Frame.Kind.TRANSIENT) {
            dropped.incrementAndGet();
            return Outcome.DROPPED;
        }
        Map<Channel, Long> newest = stored();
        remove(Frame.Kind.STORED);
        if (frame.kind() == Frame.Kind.STORED) {
            channels.forEach(channel -> newest.merge(channel, frame.id(), Math::max));
            dropped.incrementAndGet();
        }
        newest.forEach((channel, id) -> add(new Entry(Frames.changed(channel, id, nowUs), Set.of(channel))));
        if (frame.kind() == Frame.Kind.REPLY) {
            add(new Entry(frame, channels));
        }
        return entries.size() <= maxFrames && bytes() <= maxBytes ? Outcome.QUEUED : Outcome.OVERFLOW;
    }

    /** Takes the first frame; null when there is none. */
    @Nullable
    Frame poll() {
        Entry first = entries.poll();
        if (first == null) {
            return null;
        }
        count(-first.frame().bytes());
        return first.frame();
    }

    void clear() {
        entries.clear();
        bytes.set(0);
    }

    private boolean fits(Frame frame) {
        return entries.size() < maxFrames && bytes() + frame.bytes() <= maxBytes;
    }

    private void add(Entry entry) {
        entries.add(entry);
        count(entry.frame().bytes());
    }

    private void count(int more) {
        bytes.addAndGet(more);
    }

    /** The newest id of the stored frames of each channel. */
    private Map<Channel, Long> stored() {
        Map<Channel, Long> newest = new LinkedHashMap<>();
        entries.stream().filter(entry -> entry.frame().kind() == Frame.Kind.STORED).forEach(
                entry -> entry.channels().forEach(channel -> newest.merge(channel, entry.frame().id(), Math::max)));
        return newest;
    }

    private void remove(Frame.Kind kind) {
        entries.removeIf(entry -> {
            boolean goes = entry.frame().kind() == kind;
            if (goes) {
                count(-entry.frame().bytes());
                dropped.incrementAndGet();
            }
            return goes;
        });
    }
}
