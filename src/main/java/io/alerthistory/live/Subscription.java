package io.alerthistory.live;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** What a client gets of a channel. Guarded by the lock of its connection. */
final class Subscription {

    private final Channel channel;
    private final AtomicBoolean isCatchingUp = new AtomicBoolean();
    private final AtomicBoolean isCancelled = new AtomicBoolean();
    private final AtomicBoolean hasCursor = new AtomicBoolean();

    /** Events up to this id were sent by a catch-up, or are replaced by a frame that says to read again. */
    private final AtomicLong done = new AtomicLong();

    /** The newest event that came while the client was catching up. */
    private final AtomicLong held = new AtomicLong();

    /** The last id that was sent. */
    private final AtomicLong sent = new AtomicLong();

    Subscription(Channel channel) {
        this.channel = channel;
    }

    Channel channel() {
        return channel;
    }

    /** Whether a live event is sent now. One that comes while the client catches up is read from the database instead. */
    boolean takes(long id) {
        if (isCatchingUp.get()) {
            held.accumulateAndGet(id, Math::max);
            return false;
        }
        return id > done.get();
    }

    /** The client has left the channel. */
    void cancel() {
        isCancelled.set(true);
    }

    boolean isCancelled() {
        return isCancelled.get();
    }

    void beginCatchUp() {
        isCatchingUp.set(true);
    }

    /** Whether events have come that a catch-up up to an id does not have. */
    boolean holdsAfter(long id) {
        return held.get() > id;
    }

    long held() {
        return held.get();
    }

    void endCatchUp(long id) {
        done.accumulateAndGet(id, Math::max);
        sent(id);
        isCatchingUp.set(false);
    }

    boolean isCatchingUp() {
        return isCatchingUp.get();
    }

    void sent(long id) {
        sent.accumulateAndGet(id, Math::max);
    }

    long sent() {
        return sent.get();
    }

    /** Lets somebody else send the cursor. */
    void giveCursorBack() {
        hasCursor.set(false);
    }

    /** Takes the right to send the cursor; false when it was taken. */
    boolean takeCursor() {
        return hasCursor.compareAndSet(false, true);
    }
}
