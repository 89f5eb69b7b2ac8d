package io.alerthistory.live;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.alerthistory.observe.LiveFigures;
import io.alerthistory.support.TestClock;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;

/** A database, a clock and a network in memory, all of which do what a test says and when. */
final class LiveFakes {

    final TestClock clock = new TestClock();
    final FakeTimers timers = new FakeTimers();
    final FakeStore store = new FakeStore();
    final LiveFigures figures = new LiveFigures();
    final Reads reads = new Reads(Runnable::run);
    final Hub hub = new Hub(store, reads, timers, clock, figures);
    final LiveParts parts = new LiveParts(hub, store, reads, new KnownSessions(null, clock) {
        @Override
        Uni<Boolean> exists(String sessionId) {
            return Uni.createFrom().item(!sessionId.startsWith("unknown"));
        }
    }, timers, clock, figures);

    static StoredEvent event(long id, @Nullable String sessionId, String type) {
        return new StoredEvent(id, sessionId, null, null, type, "{\"n\":" + id + "}", 1_000 + id);
    }

    void passes(Duration time) {
        timers.pass(time);
    }

    final class FakeTimers implements Timers {

        private final List<Due> due = new ArrayList<>();

        private record Due(Instant at, Runnable task) {
        }

        @Override
        public void after(Duration time, Runnable task) {
            due.add(new Due(clock.instant().plus(time), task));
        }

        /** The tasks that are still to run. */
        int waiting() {
            return due.size();
        }

        void pass(Duration time) {
            Instant end = clock.instant().plus(time);
            for (Optional<Due> next = first(end); next.isPresent(); next = first(end)) {
                due.remove(next.get());
                clock.passes(Duration.between(clock.instant(), next.get().at()));
                next.get().task().run();
            }
            clock.passes(Duration.between(clock.instant(), end));
        }

        private Optional<Due> first(Instant end) {
            return due.stream().filter(task -> !task.at().isAfter(end)).min(Comparator.comparing(Due::at));
        }
    }

    static final class FakeStore implements EventStore {

        final List<StoredEvent> events = new ArrayList<>();
        int readPages;
        private boolean isHeld;
        private boolean isCatchUpHeld;
        private final List<Runnable> held = new ArrayList<>();

        void add(StoredEvent event) {
            events.add(event);
        }

        /** Reads see what there is when they begin, and end at {@link #release}. */
        void hold() {
            isHeld = true;
        }

        /** The same for the reads of channels only. */
        void holdCatchUps() {
            isCatchUpHeld = true;
        }

        void release() {
            isHeld = false;
            isCatchUpHeld = false;
            List<Runnable> all = List.copyOf(held);
            held.clear();
            all.forEach(Runnable::run);
        }

        private <T> Uni<T> result(T value) {
            return result(value, isHeld);
        }

        private <T> Uni<T> result(T value, boolean waits) {
            return waits ? Uni.createFrom().emitter((UniEmitter<? super T> emitter) -> held.add(() -> emitter.complete(value)))
                    : Uni.createFrom().item(value);
        }

        @Override
        public Uni<List<StoredEvent>> after(long id, EventFilter filter, int max) {
            readPages++;
            return result(
                    events.stream().filter(event -> event.id() > id && filter.indexed().matches(event)).limit(max).toList(),
                    isHeld || (isCatchUpHeld && filter.channel() != null));
        }

        @Override
        public Uni<Long> newest(Channel channel) {
            return result(events.stream().filter(EventFilter.of(channel)::matches).mapToLong(StoredEvent::id).max().orElse(0));
        }

        @Override
        public Uni<EventRange> range() {
            long newest = events.stream().mapToLong(StoredEvent::id).max().orElse(0);
            return result(new EventRange(events.isEmpty() ? newest + 1 : events.get(0).id(), newest, newest));
        }

        @Override
        public Uni<Void> publish(@Nullable String sessionId, String type, String fields) {
            events.add(new StoredEvent(events.size() + 1L, sessionId, null, null, type, fields, 0));
            return Uni.createFrom().voidItem();
        }
    }

    /** A client that reads when it is told to. */
    static final class FakeLine implements Line {

        final List<String> sent = new ArrayList<>();
        final List<Integer> closed = new ArrayList<>();
        int pings;
        private boolean isSlow;
        private @Nullable UniEmitter<? super Void> writing;

        void slow() {
            isSlow = true;
        }

        /** The client reads all that waits. */
        void reads() {
            isSlow = false;
            UniEmitter<? super Void> begun = writing;
            writing = null;
            if (begun != null) {
                begun.complete(null);
            }
        }

        @Override
        public Uni<Void> send(String text) {
            sent.add(text);
            return isSlow ? Uni.createFrom().emitter(emitter -> writing = emitter) : Uni.createFrom().voidItem();
        }

        @Override
        public void ping() {
            pings++;
        }

        @Override
        public void close(int code, String reason) {
            closed.add(code);
        }
    }
}
