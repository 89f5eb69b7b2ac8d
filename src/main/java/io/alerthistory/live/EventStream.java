package io.alerthistory.live;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.jboss.logging.Logger;

/**
 * The events of one text/event-stream: every one after an id, once, in order. While the client keeps up, they come from the hub
 * and wait
 * in a bounded queue. When it does not, or begins with an old id, they are read from the database page by page, as fast as the
 * client takes them.
 */
public final class EventStream implements Viewer, OpenConnection {

    private static final Logger LOG = Logger.getLogger(EventStream.class);
    private static final int PAGE = 200;
    private static final int MAX_BATCH_BYTES = 32_768;
    private static final int COMMENT_EVERY = 15 / Keepalive.TICK_SECONDS;

    private final EventFilter filter;
    private final LiveParts parts;
    private final Reader reader;
    private final AtomicInteger ticks = new AtomicInteger();

    /** Guarded by itself, like all below. */
    private final Deque<Frame> queue = new ArrayDeque<>();
    private final AtomicLong bytes = new AtomicLong();

    /** All matching events up to this id are sent or in the queue. */
    private final AtomicLong tail = new AtomicLong();

    /** The newest event of the hub, and the newest that matches. */
    private final AtomicLong seen = new AtomicLong();
    private final AtomicLong matched = new AtomicLong();
    private final AtomicLong joinedAt = new AtomicLong();
    private final AtomicBoolean isBehind = new AtomicBoolean();
    private final AtomicBoolean hasBegun = new AtomicBoolean();
    private final AtomicBoolean isReading = new AtomicBoolean();
    private final AtomicBoolean isClosed = new AtomicBoolean();

    /** The one who sends the stream. Calls come from any thread, must not block, and must not ask the stream for anything. */
    public interface Reader {

        /** There may be something to take. */
        void ready();

        /** Nothing was sent for a while, perhaps: send a comment. */
        void comment();

        /** End the stream; the client will come back. */
        void end();
    }

    EventStream(EventFilter filter, Reader reader, LiveParts parts) {
        this.filter = filter;
        this.reader = reader;
        this.parts = parts;
    }

    /**
     * Begins.
     *
     * @param lastId after which events are sent; negative for those from now on
     */
    public void open(long lastId) {
        tail.set(lastId);
        isBehind.set(lastId >= 0);
        parts.hub().join(this, joined -> {
            Channel channel = filter.channel();
            if (channel == null) {
                parts.hub().subscribeToAll(this, this::begin);
            } else {
                parts.hub().subscribe(this, channel, this::begin);
            }
        });
    }

    private void begin(long position) {
        synchronized (queue) {
            hasBegun.set(true);
            seen.set(position);
            joinedAt.set(position);
            if (!isBehind.get()) {
                tail.set(position);
            }
        }
        reader.ready();
    }

    /** Ends the stream on this side; nothing is called any more. */
    public void closed() {
        synchronized (queue) {
            isClosed.set(true);
            queue.clear();
        }
        parts.hub().leave(this);
    }

    /** Takes the next frames, about as many as are worth a write. When there are none, the stream says when there may be. */
    public List<Frame> take() {
        List<Frame> batch = new ArrayList<>();
        boolean reads;
        synchronized (queue) {
            int size = 0;
            while (!queue.isEmpty() && size < MAX_BATCH_BYTES) {
                Frame next = queue.remove();
                size += next.bytes();
                batch.add(next);
            }
            bytes.addAndGet(-size);
            reads = queue.isEmpty() && batch.isEmpty() && isBehind.get() && hasBegun.get() && !isClosed.get()
                    && isReading.compareAndSet(false, true);
        }
        parts.figures().delivered().add(batch.size());
        if (reads) {
            read();
        }
        return batch;
    }

    private void read() {
        long after;
        long seenBefore;
        synchronized (queue) {
            after = tail.get();
            seenBefore = seen.get();
        }
        parts.reads().run(() -> parts.store().after(after, filter.indexed(), PAGE)
                .flatMap(page -> parts.store().range().invoke(range -> append(after, page, range, seenBefore))))
                .subscribe().with(done -> reader.ready(), this::fail);
    }

    /** @param seenBefore the newest event of the hub before the page was read, which has all up to it */
    private void append(long after, List<StoredEvent> page, EventRange range, long seenBefore) {
        synchronized (queue) {
            isReading.set(false);
            if (after > range.given()) { // an id of another database
                add(Frames.gap(range.given() + 1, after));
                tail.set(joinedAt.get());
                return;
            }
            if (range.misses(after)) {
                add(Frames.gap(after + 1, range.oldest() - 1));
                tail.set(range.oldest() - 1);
            }
            int taken = 0;
            while (taken < page.size() && bytes.get() < FrameQueue.MAX_BYTES) {
                StoredEvent event = page.get(taken++);
                if (filter.matches(event)) {
                    add(Frames.of(event));
                }
                tail.accumulateAndGet(event.id(), Math::max);
            }
            boolean isLast = taken == page.size() && page.size() < PAGE;
            if (isLast) {
                tail.accumulateAndGet(seenBefore, Math::max);
            }
            isBehind.set(!isLast || matched.get() > tail.get());
        }
    }

    private void add(Frame frame) {
        queue.add(frame);
        bytes.addAndGet(frame.bytes());
    }

    /** The client comes back with its last id. */
    private void fail(Throwable failure) {
        LOG.debug("Events could not be read", failure);
        reader.end();
    }

    @Override
    public void event(StoredEvent event, Frame frame) {
        boolean isReady = false;
        synchronized (queue) {
            seen.set(event.id());
            boolean matches = filter.matches(event);
            if (matches) {
                matched.set(event.id());
            }
            if (!isBehind.get() && event.id() > tail.get()) {
                if (matches && !fits(frame)) {
                    isBehind.set(true); // the database has it
                    isReady = queue.isEmpty();
                } else {
                    tail.set(event.id());
                    isReady = matches;
                    if (matches) {
                        add(frame);
                    }
                }
            }
        }
        if (isReady) {
            reader.ready();
        }
    }

    @Override
    public void text(Frame frame) {
        synchronized (queue) {
            if (isClosed.get() || !filter.hasType(frame.type())) {
                return;
            }
            if (!fits(frame)) {
                parts.figures().dropped().increment();
                return;
            }
            add(frame);
        }
        reader.ready();
    }

    private boolean fits(Frame frame) {
        return queue.size() < FrameQueue.MAX_FRAMES && bytes.get() + frame.bytes() <= FrameQueue.MAX_BYTES;
    }

    @Override
    public void tick() {
        if (ticks.incrementAndGet() % COMMENT_EVERY == 0) {
            reader.comment();
        }
    }

    @Override
    public void expel() {
        reader.end();
    }

    @Override
    public void stop() {
        reader.end();
    }
}
