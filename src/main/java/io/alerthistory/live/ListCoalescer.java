package io.alerthistory.live;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

/**
 * Limits the events of the list for one client: the first is sent at once, then at most one in an interval, the last always.
 * The
 * list reads again when no event has come for a second, so it would never do so under a steady stream. Not thread-safe.
 */
final class ListCoalescer {

    static final Duration INTERVAL = Duration.ofMillis(1_500);

    private final AtomicReference<Instant> lastSent = new AtomicReference<>(Instant.MIN);
    private final AtomicReference<@Nullable Frame> pending = new AtomicReference<>();

    /** Whether a frame may be sent now; otherwise it waits in the place of the one that waited before. */
    boolean offer(Frame frame, Instant now) {
        if (pending.get() == null && left(now).isZero()) {
            lastSent.set(now);
            return true;
        }
        pending.set(frame);
        return false;
    }

    /** Lets a frame wait for the next time, whenever the last one was sent. */
    void hold(Frame frame) {
        pending.set(frame);
    }

    /** An event of the list was sent for another reason. It stands for the one that waits. */
    void sent(Instant now) {
        lastSent.set(now);
        pending.set(null);
    }

    /** How long until the frame that waits is due; null when none waits. */
    @Nullable
    Duration pause(Instant now) {
        return pending.get() == null ? null : left(now);
    }

    /** Takes the frame that waits, if it is due. */
    @Nullable
    Frame take(Instant now) {
        if (pending.get() == null || !left(now).isZero()) {
            return null;
        }
        lastSent.set(now);
        return pending.getAndSet(null);
    }

    void clear() {
        pending.set(null);
    }

    private Duration left(Instant now) {
        return Interval.left(Objects.requireNonNull(lastSent.get()), now, INTERVAL);
    }
}
