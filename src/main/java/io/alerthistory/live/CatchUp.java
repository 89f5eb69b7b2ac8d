package io.alerthistory.live;

import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;

import org.jboss.logging.Logger;

import io.smallrye.mutiny.Uni;

/**
 * Sends the events of a channel that a client has missed: all of them, or one frame that says to read again. Live events are
 * not kept meanwhile. They are read from the database like the others, until none has come that was not read.
 */
final class CatchUp {

    private static final Logger LOG = Logger.getLogger(CatchUp.class);
    private static final int PAGE = 100;

    /** Events that may come while a slow client catches up, before it is told to read again. */
    private static final int MAX_SENT = 2 * CatchUpRule.MAX_EVENTS;

    private final Subscription subscription;
    private final Channel channel;
    private final Outbox outbox;
    private final LiveParts parts;
    private final Function<StoredEvent, Frame> framing;
    private final Object lock;
    private final Runnable ended;
    private final AtomicLong last = new AtomicLong();
    private final AtomicInteger sent = new AtomicInteger();

    /**
     * A page of the backlog.
     *
     * @param found how many events there are from its first one on, counted up to one more than the maximum
     * @param range which ids were stored after the page was read
     */
    private record Backlog(List<StoredEvent> page, int found, EventRange range) {
    }

    /**
     * Makes a catch-up.
     *
     * @param framing renders its events
     * @param lock guards the subscription
     * @param ended is called under the lock when live events follow
     */
    CatchUp(Subscription subscription, Outbox outbox, LiveParts parts, Function<StoredEvent, Frame> framing, Object lock,
            Runnable ended) {
        this.subscription = subscription;
        channel = subscription.channel();
        this.outbox = outbox;
        this.parts = parts;
        this.framing = framing;
        this.lock = lock;
        this.ended = ended;
    }

    void begin(long lastId) {
        last.set(lastId);
        read(() -> page().flatMap(page -> page.size() < PAGE ? with(page, page.size())
                : parts.store()
                        .after(page.get(PAGE - 1).id(), EventFilter.of(channel), CatchUpRule.MAX_EVENTS + 1 - PAGE)
                        .flatMap(rest -> with(page, PAGE + rest.size()))));
    }

    private void goOn() {
        read(() -> page().flatMap(page -> with(page, page.size())));
    }

    private Uni<List<StoredEvent>> page() {
        return parts.store().after(last.get(), EventFilter.of(channel), PAGE);
    }

    private Uni<Backlog> with(List<StoredEvent> page, int found) {
        return parts.store().range().map(range -> new Backlog(page, found, range));
    }

    private void read(Supplier<Uni<Backlog>> reading) {
        long heldBefore;
        synchronized (lock) {
            if (outbox.isClosed() || endsEarly()) {
                return;
            }
            heldBefore = subscription.held();
        }
        parts.reads().run(reading).subscribe().with(backlog -> {
            synchronized (lock) {
                if (endsEarly()) {
                    return;
                }
            }
            if (sent.get() <= MAX_SENT && CatchUpRule.isWhole(last.get(), backlog.found(), backlog.range())) {
                send(backlog.page(), heldBefore);
            } else {
                replace(backlog.range());
            }
        }, this::fail);
    }

    private void send(List<StoredEvent> page, long heldBefore) {
        page.forEach(event -> outbox.offer(framing.apply(event), Set.of(channel)));
        sent.addAndGet(page.size());
        if (page.size() == PAGE) {
            last.set(page.get(PAGE - 1).id());
            outbox.whenRoom(this::goOn);
            return;
        }
        // Everything up to the last event that had come before the read was there to be read.
        long newest = page.isEmpty() ? 0 : page.get(page.size() - 1).id();
        last.accumulateAndGet(Math.max(newest, heldBefore), Math::max);
        boolean hasMore;
        synchronized (lock) {
            hasMore = subscription.holdsAfter(last.get());
            if (!hasMore) {
                end(last.get());
            }
        }
        if (hasMore) {
            outbox.whenRoom(this::goOn);
        }
    }

    private void replace(EventRange range) {
        parts.reads().run(() -> parts.store().newest(channel)).subscribe().with(newest -> {
            synchronized (lock) {
                long id = Math.max(newest > 0 ? newest : range.given(), subscription.held());
                outbox.offer(Frames.changed(channel, id, parts.nowUs()), Set.of(channel));
                end(id);
            }
        }, this::fail);
    }

    /** Whether the client has left the channel. */
    private boolean endsEarly() {
        if (subscription.isCancelled()) {
            ended.run();
        }
        return subscription.isCancelled();
    }

    private void end(long id) {
        subscription.endCatchUp(id);
        ended.run();
    }

    /** The client comes back and asks again. */
    private void fail(Throwable failure) {
        LOG.debug("A catch-up failed", failure);
        outbox.closeToRetry("Events cannot be read now");
    }
}
