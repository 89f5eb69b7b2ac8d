package io.alerthistory.live;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** What a client gets of a channel. Guarded by the lock of its connection. */
final class Subscription {

    private final Channel channel;
    private final AtomicReference<State> state;
    private final AtomicLong begunAt = new AtomicLong();
    private final AtomicBoolean isCancelled = new AtomicBoolean();
    private final AtomicBoolean hasCursor = new AtomicBoolean();

    private enum State {
        /** The client may ask for what it has missed, which comes before what happens now. */
        WAITING,
        CATCHING_UP,
        LIVE
    }

    /** Events up to this id were sent by a catch-up, or are replaced by a frame that says to read again. */
    private final AtomicLong done = new AtomicLong();

    /** The newest event that came while the client was catching up. */
    private final AtomicLong held = new AtomicLong();

    /** The last id that was sent. */
    private final AtomicLong sent = new AtomicLong();

    private Subscription(Channel channel, State state) {
        this.channel = channel;
        this.state = new AtomicReference<>(state);
    }

    /** One whose client may still ask for what it has missed. */
    static Subscription waiting(Channel channel) {
        return new Subscription(channel, State.WAITING);
    }

    /** For a catch-up of a channel to which the client has not subscribed. */
    static Subscription ofCatchUp(Channel channel) {
        return new Subscription(channel, State.LIVE);
    }

    Channel channel() {
        return channel;
    }

    /** Sets the id after which live events come. */
    void begin(long position) {
        begunAt.set(position);
    }

    long begunAt() {
        return begunAt.get();
    }

    boolean isWaiting() {
        return state.get() == State.WAITING;
    }

    /** Whether a live event is sent now. One that comes while the client catches up is read from the database instead. */
    boolean takes(long id) {
        if (isCatchingUp()) {
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
        state.set(State.CATCHING_UP);
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
        state.set(State.LIVE);
    }

    /** Whether what the client has missed, or may have missed, comes first. */
    boolean isCatchingUp() {
        return state.get() != State.LIVE;
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
