package io.alerthistory.live;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;

import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import io.alerthistory.observe.LiveFigures;
import io.alerthistory.time.Micros;

/**
 * Reads the stored events once for all viewers, and passes them on in order. With nobody connected it reads nothing; the first
 * viewer makes it begin after the newest event. A viewer learns under the hub's lock from which id on it gets events, so that
 * it can read those before itself and misses none between.
 */
@Singleton
class Hub {

    private static final Logger LOG = Logger.getLogger(Hub.class);

    /** Reads begin at least this far apart, so that many writes share one. */
    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final int PAGE = 500;

    /** Nobody is connected, or the newest id is not known yet. */
    private static final long NOWHERE = -1;

    private final EventStore store;
    private final Reads reads;
    private final Timers timers;
    private final Clock clock;
    private final LiveFigures figures;

    private final Object lock = new Object();
    /** All below are guarded by the lock. */
    private final Set<Viewer> all = new LinkedHashSet<>();
    private final Set<Viewer> everything = new LinkedHashSet<>();
    private final Map<Channel, Set<Viewer>> channels = new HashMap<>();
    private final Map<Viewer, Set<Channel>> subscribed = new HashMap<>();
    private final List<LongConsumer> joining = new ArrayList<>();
    private final AtomicLong position = new AtomicLong(NOWHERE);
    private final AtomicBoolean isReading = new AtomicBoolean();
    private final AtomicBoolean again = new AtomicBoolean();
    private final AtomicReference<Instant> lastRead = new AtomicReference<>(Instant.MIN);

    Hub(EventStore store, Reads reads, Timers timers, Clock clock, LiveFigures figures) {
        this.store = store;
        this.reads = reads;
        this.timers = timers;
        this.clock = clock;
        this.figures = figures;
    }

    /**
     * Adds a viewer.
     *
     * @param joined gets the id after which the viewer can get events, once, at once or when the database has said it
     */
    void join(Viewer viewer, LongConsumer joined) {
        synchronized (lock) {
            all.add(viewer);
            if (position.get() == NOWHERE) {
                joining.add(joined);
            } else {
                joined.accept(position.get());
            }
        }
        wake();
    }

    /** Removes a viewer from everything. */
    void leave(Viewer viewer) {
        synchronized (lock) {
            all.remove(viewer);
            everything.remove(viewer);
            Set<Channel> own = subscribed.remove(viewer);
            if (own != null) {
                own.forEach(channel -> forget(viewer, channel));
            }
            if (all.isEmpty()) {
                position.set(NOWHERE);
                joining.clear();
            }
        }
    }

    /**
     * Gives a viewer that has joined the events of a channel from now on.
     *
     * @param begun gets the id after which they come, before the first of them
     */
    void subscribe(Viewer viewer, Channel channel, LongConsumer begun) {
        synchronized (lock) {
            if (all.contains(viewer)) {
                channels.computeIfAbsent(channel, name -> new LinkedHashSet<>()).add(viewer);
                subscribed.computeIfAbsent(viewer, one -> new HashSet<>()).add(channel);
                begun.accept(position.get());
            }
        }
    }

    void unsubscribe(Viewer viewer, Channel channel) {
        synchronized (lock) {
            forget(viewer, channel);
            subscribed.computeIfPresent(viewer, (one, own) -> {
                own.remove(channel);
                return own.isEmpty() ? null : own;
            });
        }
    }

    private void forget(Viewer viewer, Channel channel) {
        channels.computeIfPresent(channel, (name, viewers) -> {
            viewers.remove(viewer);
            return viewers.isEmpty() ? null : viewers;
        });
    }

    /** Gives a viewer that has joined all events from now on. */
    void subscribeToAll(Viewer viewer, LongConsumer begun) {
        synchronized (lock) {
            if (all.contains(viewer)) {
                everything.add(viewer);
                begun.accept(position.get());
            }
        }
    }

    /** Runs something while no event is passed on, with the id up to which they were. */
    void between(LongConsumer task) {
        synchronized (lock) {
            task.accept(position.get());
        }
    }

    /** Events may be readable. */
    void wake() {
        Duration pause;
        boolean isKnown;
        synchronized (lock) {
            if (all.isEmpty()) {
                return;
            }
            if (isReading.get()) {
                again.set(true);
                return;
            }
            isReading.set(true);
            again.set(false);
            pause = Interval.left(Objects.requireNonNull(lastRead.get()), clock.instant(), PAUSE);
            isKnown = position.get() != NOWHERE;
        }
        if (!isKnown) {
            begin();
        } else if (pause.isZero()) {
            read();
        } else {
            timers.after(pause, this::read);
        }
    }

    private void begin() {
        reads.atOnce(store::range).subscribe().with(range -> {
            synchronized (lock) {
                if (!all.isEmpty()) {
                    position.set(range.newest());
                    List<LongConsumer> waiting = List.copyOf(joining);
                    joining.clear();
                    waiting.forEach(joined -> guarded(() -> joined.accept(range.newest())));
                }
            }
            ended(true);
        }, this::failed);
    }

    private void read() {
        long after;
        synchronized (lock) {
            lastRead.set(clock.instant());
            again.set(false);
            after = position.get();
        }
        if (after == NOWHERE) { // everybody has left meanwhile
            ended(false);
            return;
        }
        reads.atOnce(() -> store.after(after, EventFilter.ALL, PAGE)).subscribe().with(page -> {
            passOn(page, after);
            ended(page.size() == PAGE);
        }, this::failed);
    }

    private void ended(boolean goOn) {
        boolean wakes;
        synchronized (lock) {
            isReading.set(false);
            wakes = goOn || again.get();
        }
        if (wakes) {
            wake();
        }
    }

    /** The feed wakes the hub again within a second. */
    private void failed(Throwable failure) {
        LOG.debug("Events could not be read", failure);
        synchronized (lock) {
            isReading.set(false);
        }
    }

    /** What goes wrong for one viewer is not to stop the others. */
    private static void guarded(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException failure) {
            LOG.error("A viewer could not take an event", failure);
        }
    }

    /**
     * Passes a page on, event by event: others take their turn at the lock between two of them.
     *
     * @param after what was asked for; a page for viewers who have left meanwhile is not passed on
     */
    private void passOn(List<StoredEvent> page, long after) {
        long passed = after;
        for (StoredEvent event : page) {
            synchronized (lock) {
                if (position.get() != passed) {
                    return;
                }
                passOn(event);
                position.set(event.id());
                passed = event.id();
                figures.published().increment();
                figures.lagUs().set(Math.max(0, Micros.now(clock) - event.timestampUs()));
            }
        }
    }

    private void passOn(StoredEvent event) {
        Frame frame = Frames.of(event);
        everything.forEach(viewer -> guarded(() -> viewer.event(event, frame)));
        String sessionId = event.sessionId();
        Set<Viewer> ofSession = sessionId == null ? Set.of() : viewers(Channel.ofSession(sessionId), event);
        ofSession.forEach(viewer -> guarded(() -> viewer.event(event, frame)));
        viewers(Channel.SESSIONS, event).stream().filter(viewer -> !ofSession.contains(viewer))
                .forEach(viewer -> guarded(() -> viewer.event(event, frame)));
        viewers(Channel.CANCELLATIONS, event).forEach(viewer -> guarded(() -> viewer.event(event, frame)));
    }

    private Set<Viewer> viewers(Channel channel, StoredEvent event) {
        return channel.has(event.type(), event.sessionId()) ? channels.getOrDefault(channel, Set.of()) : Set.of();
    }

    /** Passes a transient text on to those who watch the session. */
    void text(String sessionId, Frame frame) {
        synchronized (lock) {
            channels.getOrDefault(Channel.ofSession(sessionId), Set.of())
                    .forEach(viewer -> guarded(() -> viewer.text(frame)));
        }
    }
}
