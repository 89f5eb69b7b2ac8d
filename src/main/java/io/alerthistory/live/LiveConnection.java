package io.alerthistory.live;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** One connection to the WebSocket: what its client asks for (docs/live.md). */
public final class LiveConnection implements Viewer, OpenConnection {

    private static final int MAX_EARLY = 500;
    private static final int MAX_MALFORMED = 3;

    /** A catchup that arrives within this time is served before the cursor and before live events. */
    private static final Duration CATCH_UP_DELAY = Duration.ofMillis(300);

    private static final int UNSUPPORTED_DATA = 1003;
    private static final int POLICY = 1008;
    private static final int RESTART = 1012;

    private final LiveParts parts;
    private final Line line;
    private final Outbox outbox;
    private final Subscriptions subscriptions;
    private final boolean isOfWorker;
    private final Keepalive keepalive = new Keepalive();
    private final AtomicInteger malformed = new AtomicInteger();

    /** Guarded by the lock of the subscriptions. */
    private final CatchUps catchUps = new CatchUps();

    /** What has come before the hub has begun; guarded by itself. */
    private final Deque<ClientFrame> early = new ArrayDeque<>();
    private final AtomicBoolean hasJoined = new AtomicBoolean();

    /** @param isOfWorker whether it may not watch the list, but only sessions and cancellations */
    LiveConnection(Line line, LiveParts parts, boolean isOfWorker) {
        this.line = line;
        this.parts = parts;
        this.isOfWorker = isOfWorker;
        outbox = new Outbox(line, parts.clock(), parts.figures());
        subscriptions = new Subscriptions(outbox, parts.timers(), parts.clock());
    }

    /** The handshake is done. */
    public void open(String id) {
        outbox.offer(Frames.established(id));
        parts.hub().join(this, position -> joined());
    }

    /** The connection is closed, by whomever. */
    public void closed() {
        outbox.end();
        parts.hub().leave(this);
    }

    /** The client has sent a ping or a pong. */
    public void heard() {
        keepalive.heard();
    }

    /**
     * The client has sent what cannot be read.
     *
     * @param code of RFC 6455, 7.4
     */
    public void refuse(int code, String reason) {
        outbox.close(code, reason);
    }

    /** The client has sent a text frame. */
    public void receive(String text) {
        keepalive.heard();
        ClientFrame frame = ClientFrame.parse(text);
        boolean isMalformed = frame.action() == ClientFrame.Action.MALFORMED;
        if (!isMalformed) {
            malformed.set(0);
        } else if (malformed.incrementAndGet() >= MAX_MALFORMED) {
            outbox.close(UNSUPPORTED_DATA, String.valueOf(frame.message()));
            return;
        }
        if (frame.action() == ClientFrame.Action.PING) {
            outbox.offer(Frames.pong()); // also before the database has responded
        } else if (frame.message() != null) {
            outbox.offer(Frames.error(frame.message()));
        } else if (!isEarly(frame)) {
            handle(frame);
        }
    }

    /** Keeps a frame until the hub has begun. */
    private boolean isEarly(ClientFrame frame) {
        synchronized (early) {
            if (hasJoined.get()) {
                return false;
            }
            early.add(frame);
            if (early.size() <= MAX_EARLY) {
                return true;
            }
        }
        outbox.closeToRetry("The database does not respond");
        return true;
    }

    private void joined() {
        while (true) {
            ClientFrame next;
            synchronized (early) {
                next = early.poll();
                if (next == null) {
                    hasJoined.set(true);
                    return;
                }
            }
            handle(next);
        }
    }

    private void handle(ClientFrame frame) {
        Channel channel = frame.channel();
        if (channel == null) {
            return;
        }
        if (isOfWorker && channel.kind() == Channel.Kind.SESSIONS) {
            outbox.offer(Frames.error("The channel sessions needs the role viewer"));
            return;
        }
        switch (frame.action()) {
            case SUBSCRIBE -> subscribe(channel);
            case UNSUBSCRIBE -> {
                parts.hub().unsubscribe(this, channel);
                subscriptions.remove(channel);
            }
            default -> catchUp(channel, frame.lastEventId());
        }
    }

    private void subscribe(Channel channel) {
        if (subscriptions.has(channel)) {
            return;
        }
        if (subscriptions.areFull()) {
            outbox.offer(Frames.error("A connection may have at most " + Subscriptions.MAX + " subscriptions"));
            return;
        }
        Subscription subscription = Subscription.waiting(channel);
        parts.hub().subscribe(this, channel, position -> subscriptions.add(subscription, position));
        parts.timers().after(CATCH_UP_DELAY, () -> goLive(subscription));
    }

    /** The client has not asked for what it missed: what has come since its subscription is sent, and then what comes. */
    private void goLive(Subscription subscription) {
        synchronized (subscriptions.lock()) {
            Channel channel = subscription.channel();
            if (!subscription.isWaiting() || !subscription.equals(subscriptions.find(channel))) {
                return;
            }
            if (channel.kind() == Channel.Kind.SESSIONS) {
                subscriptions.releaseList(subscription);
            } else if (subscription.holdsAfter(subscription.begunAt())) {
                readHeld(subscription);
            } else {
                subscription.endCatchUp(0);
                sendCursor(subscription);
            }
        }
    }

    private void readHeld(Subscription subscription) {
        switch (catchUps.begin(subscription.channel(), subscription.begunAt())) {
            case FULL -> parts.timers().after(CATCH_UP_DELAY, () -> goLive(subscription));
            case LATER -> {
                // it follows the one that runs
            }
            default -> run(subscription, subscription.begunAt(), Frames::of);
        }
    }

    private void catchUp(Channel channel, long lastId) {
        synchronized (subscriptions.lock()) {
            switch (catchUps.begin(channel, lastId)) {
                case FULL -> outbox.offer(Frames.error("Another catch-up has to end before"));
                case LATER -> {
                    // it follows the one that runs
                }
                default -> {
                    Subscription own = subscriptions.find(channel);
                    run(own == null ? Subscription.ofCatchUp(channel) : own, lastId, Frames::replayed);
                }
            }
        }
    }

    private void run(Subscription subscription, long lastId, Function<StoredEvent, Frame> framing) {
        subscription.beginCatchUp();
        new CatchUp(subscription, outbox, parts, framing, subscriptions.lock(), () -> ended(subscription)).begin(lastId);
    }

    /** Called under the lock of the subscriptions. */
    private void ended(Subscription subscription) {
        Channel channel = subscription.channel();
        Long next = catchUps.end(channel);
        if (next != null) {
            catchUp(channel, next);
        } else if (subscription.equals(subscriptions.find(channel))) {
            sendCursor(subscription);
        }
    }

    /** Sends the place of a session's channel, once. */
    private void sendCursor(Subscription subscription) {
        if (subscription.channel().kind() == Channel.Kind.SESSION && subscription.takeCursor()) {
            new SessionCursor(parts).place(subscription.channel(),
                    id -> subscriptions.sendCursor(subscription, id, parts.nowUs()));
        }
    }

    @Override
    public void event(StoredEvent event, Frame frame) {
        subscriptions.event(event, frame);
    }

    @Override
    public void text(Frame frame) {
        outbox.offer(frame);
    }

    @Override
    public void tick() {
        outbox.tick();
        switch (keepalive.tick()) {
            case PING -> line.ping();
            case CLOSE -> outbox.close(POLICY, "The client has sent nothing for 90 seconds");
            case NOTHING -> {
                // the client was heard a moment ago
            }
        }
    }

    @Override
    public void expel() {
        outbox.close(POLICY, "The key is not valid any more");
    }

    @Override
    public void stop() {
        outbox.close(RESTART, "The service restarts");
    }
}
