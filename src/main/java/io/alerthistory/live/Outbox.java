package io.alerthistory.live;

import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

import io.alerthistory.observe.LiveFigures;
import io.alerthistory.time.Micros;

/** Sends the frames of one connection, one at a time; the others wait in a bounded queue. */
final class Outbox {

    /** More frames are read from the database when no more than this wait. */
    private static final int ROOM = 64;
    private static final int TRY_AGAIN = 1013;
    private static final int MAX_STUCK = 60 / Keepalive.TICK_SECONDS;

    private final Line line;
    private final Clock clock;
    private final LiveFigures figures;

    /** Guards all below; nothing else is locked while it is held. */
    private final FrameQueue queue = new FrameQueue();
    private final Deque<Runnable> waitingForRoom = new ArrayDeque<>();
    private final AtomicBoolean isWriting = new AtomicBoolean();
    private final AtomicBoolean isClosed = new AtomicBoolean();
    private final AtomicInteger pumps = new AtomicInteger();
    private final AtomicInteger stuckTicks = new AtomicInteger();

    Outbox(Line line, Clock clock, LiveFigures figures) {
        this.line = line;
        this.clock = clock;
        this.figures = figures;
    }

    /** Sends a reply or a transient frame. */
    void offer(Frame frame) {
        offer(frame, Set.of());
    }

    /**
     * Sends a frame when those before it are sent. Closes the connection when the client does not read at all.
     *
     * @param channels on which the client gets a stored frame
     */
    void offer(Frame frame, Set<Channel> channels) {
        FrameQueue.Outcome outcome;
        synchronized (queue) {
            if (isClosed.get()) {
                return;
            }
            outcome = queue.offer(frame, channels, Micros.now(clock));
            figures.dropped().add(queue.takeDropped());
        }
        if (outcome == FrameQueue.Outcome.OVERFLOW) {
            close(TRY_AGAIN, "The client reads too slowly");
        } else {
            pump();
        }
    }

    /**
     * Some seconds have passed: closes the connection when its client has read nothing for a minute, though something waits.
     */
    void tick() {
        if (!isWriting.get()) {
            stuckTicks.set(0);
        } else if (stuckTicks.incrementAndGet() > MAX_STUCK) {
            close(TRY_AGAIN, "The client does not read");
        }
    }

    /** Runs something once few frames wait; never when the connection is closed before. */
    void whenRoom(Runnable task) {
        synchronized (queue) {
            if (isClosed.get()) {
                return;
            }
            if (queue.size() > ROOM) {
                waitingForRoom.add(task);
                return;
            }
        }
        task.run();
    }

    /** Closes the connection; what waits is not sent. */
    void close(int code, String reason) {
        if (end()) {
            line.close(code, reason);
        }
    }

    /** Closes the connection because something went wrong here, so that the client comes back and asks again. */
    void closeToRetry(String reason) {
        close(TRY_AGAIN, reason);
    }

    /** The connection is closed; false when it was. */
    boolean end() {
        synchronized (queue) {
            queue.clear();
            waitingForRoom.clear();
            return isClosed.compareAndSet(false, true);
        }
    }

    boolean isClosed() {
        return isClosed.get();
    }

    /** Begins the next write. A write that is done at once comes back to the loop and not deeper into the stack. */
    private void pump() {
        if (pumps.getAndIncrement() > 0) {
            return;
        }
        do {
            Frame next = take();
            if (next != null) {
                line.send(next.json()).subscribe().with(done -> written(),
                        failure -> closeToRetry("A frame could not be sent"));
            }
        } while (pumps.decrementAndGet() > 0);
    }

    private @Nullable Frame take() {
        synchronized (queue) {
            Frame next = isWriting.get() || isClosed.get() ? null : queue.poll();
            isWriting.compareAndSet(false, next != null);
            return next;
        }
    }

    private void written() {
        figures.delivered().increment();
        stuckTicks.set(0);
        Runnable next;
        synchronized (queue) {
            isWriting.set(false);
            next = queue.size() <= ROOM ? waitingForRoom.poll() : null;
        }
        if (next != null) {
            next.run();
        }
        pump();
    }
}
