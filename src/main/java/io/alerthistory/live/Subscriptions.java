package io.alerthistory.live;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jspecify.annotations.Nullable;

/**
 * The channels of one connection, and which events it gets for them. Each event is sent once, also when it is on two channels
 * of
 * the connection. Thread-safe; before its lock the one of the hub is taken, after it the one of the outbox.
 */
final class Subscriptions {

    static final int MAX = 200;

    private final Outbox outbox;
    private final Timers timers;
    private final Clock clock;

    /** Guards all below, and the subscriptions themselves. */
    private final Object lock = new Object();
    private final Map<Channel, Subscription> byChannel = new HashMap<>();
    private final ListCoalescer list = new ListCoalescer();
    private final AtomicBoolean hasListTimer = new AtomicBoolean();

    Subscriptions(Outbox outbox, Timers timers, Clock clock) {
        this.outbox = outbox;
        this.timers = timers;
        this.clock = clock;
    }

    Object lock() {
        return lock;
    }

    boolean has(Channel channel) {
        synchronized (lock) {
            return byChannel.containsKey(channel);
        }
    }

    boolean areFull() {
        synchronized (lock) {
            return byChannel.size() >= MAX;
        }
    }

    /**
     * Adds a subscription, and confirms it before its first event.
     *
     * @param position the id after which its live events come
     */
    void add(Subscription subscription, long position) {
        synchronized (lock) {
            subscription.begin(position);
            byChannel.put(subscription.channel(), subscription);
            outbox.offer(Frames.confirmed(subscription.channel()));
        }
    }

    void remove(Channel channel) {
        synchronized (lock) {
            Subscription removed = byChannel.remove(channel);
            if (removed != null) {
                removed.cancel();
            }
            if (channel.kind() == Channel.Kind.SESSIONS) {
                list.clear();
            }
            outbox.offer(Frames.cancelled(channel));
        }
    }

    /** The subscription of a channel; null for none. */
    @Nullable
    Subscription find(Channel channel) {
        synchronized (lock) {
            return byChannel.get(channel);
        }
    }

    /**
     * Sends a frame of a channel that is no event.
     *
     * @param id at least; a client must never get a lower id than before
     */
    void sendCursor(Subscription subscription, long id, long nowUs) {
        synchronized (lock) {
            if (subscription.isCatchingUp()) {
                subscription.giveCursorBack(); // it comes after the backlog
            } else if (subscription.equals(byChannel.get(subscription.channel()))) {
                long place = Math.max(id, subscription.sent());
                subscription.sent(place);
                outbox.offer(Frames.cursor(String.valueOf(subscription.channel().sessionId()), place, nowUs),
                        Set.of(subscription.channel()));
            }
        }
    }

    /** An event has come. */
    void event(StoredEvent event, Frame frame) {
        synchronized (lock) {
            Set<Channel> on = new HashSet<>();
            Subscription session = event.sessionId() == null ? null : byChannel.get(Channel.ofSession(event.sessionId()));
            take(session, event, on);
            take(byChannel.get(Channel.CANCELLATIONS), event, on);
            boolean isDue = !on.isEmpty();
            Subscription listed = byChannel.get(Channel.SESSIONS);
            take(listed, event, on);
            if (on.isEmpty() && listed != null && listed.isWaiting() && listed.channel().has(event.type(), event.sessionId())) {
                list.hold(frame);
            } else if (isDue || on.isEmpty()) {
                if (on.contains(Channel.SESSIONS)) {
                    list.sent(clock.instant());
                }
                send(frame, on);
            } else {
                sendListed(frame, session != null && session.isCatchingUp());
            }
        }
    }

    private static void take(@Nullable Subscription subscription, StoredEvent event, Set<Channel> on) {
        if (subscription != null && subscription.channel().has(event.type(), event.sessionId())
                && subscription.takes(event.id())) {
            on.add(subscription.channel());
        }
    }

    /** @param mustWait because the session's own channel has not come as far as the event */
    private void sendListed(Frame frame, boolean mustWait) {
        Instant now = clock.instant();
        if (mustWait) {
            list.hold(frame);
        } else if (list.offer(frame, now)) {
            send(frame, Set.of(Channel.SESSIONS));
        }
        startListTimer(list.pause(now));
    }

    /** The client of the list has not asked for what it missed. The newest event stands for those that came meanwhile. */
    void releaseList(Subscription subscription) {
        synchronized (lock) {
            subscription.endCatchUp(0);
            startListTimer(list.pause(clock.instant()));
        }
    }

    private void send(Frame frame, Set<Channel> on) {
        if (!on.isEmpty()) {
            on.forEach(channel -> {
                Subscription subscription = byChannel.get(channel);
                if (subscription != null) {
                    subscription.sent(frame.id());
                }
            });
            outbox.offer(frame, on);
        }
    }

    /** Whether a channel has not come as far as what waits for the list: the client keeps the last id that it gets. */
    private boolean isCatchingUp() {
        return byChannel.values().stream().anyMatch(Subscription::isCatchingUp);
    }

    /** @param pause null when nothing waits */
    private void startListTimer(@Nullable Duration pause) {
        if (pause != null && hasListTimer.compareAndSet(false, true)) {
            timers.after(pause, this::listIsDue);
        }
    }

    private void listIsDue() {
        synchronized (lock) {
            hasListTimer.set(false);
            Subscription subscription = byChannel.get(Channel.SESSIONS);
            if (subscription == null || outbox.isClosed()) {
                return; // nobody waits any more
            }
            if (isCatchingUp()) {
                startListTimer(ListCoalescer.INTERVAL);
                return;
            }
            Instant now = clock.instant();
            Frame frame = list.take(now);
            if (frame != null && frame.id() > subscription.sent()) {
                send(frame, Set.of(Channel.SESSIONS));
            }
            startListTimer(list.pause(now));
        }
    }
}
