package io.alerthistory.health;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongFunction;

import org.jspecify.annotations.Nullable;

import io.alerthistory.time.Micros;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;

/**
 * The result of a probe of the database, shared by all callers. A new probe starts when the result is no longer fresh;
 * while a probe is running, no other starts for ten seconds. A timeout or a failure is a result, too, and is kept for
 * three seconds.
 *
 * @param <T> the result
 */
final class SharedResult<T> {

    static final Duration SHORT = Duration.ofSeconds(3);

    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    /**
     * The maximum age of a running probe: a connection that hangs must not delay the next probe after the database is
     * back.
     */
    private static final Duration MAX_RUNNING = Duration.ofSeconds(10);

    private record Attempt<T>(Uni<T> result, long startedAtUs, AtomicBoolean running, AtomicBoolean failed) {

        /** Compares the absolute difference, so that a clock that was set back does not keep an old result. */
        boolean isFreshAt(long nowUs, Duration fresh) {
            Duration retryAfter = fresh.compareTo(SHORT) < 0 ? fresh : SHORT;
            Duration maxAge = running.get() ? MAX_RUNNING : failed.get() ? retryAfter : fresh;
            return Math.abs(nowUs - startedAtUs) < maxAge.toNanos() / 1000;
        }
    }

    /** Makes the result when the probe fails or times out. */
    @FunctionalInterface
    interface Fallback<T> {

        // isLate: the probe is still running; otherwise it has failed
        T apply(long nowUs, boolean isLate);
    }

    private final LongFunction<Uni<T>> probe;
    private final Fallback<T> fallback;
    private final Duration fresh;
    private final Clock clock;
    private final AtomicReference<@Nullable Attempt<T>> last = new AtomicReference<>();

    /**
     * Makes a result that is not probed yet.
     *
     * @param probe reads from the database; its argument is the time in microseconds since the epoch
     * @param fallback makes the result when the probe fails
     */
    SharedResult(LongFunction<Uni<T>> probe, Fallback<T> fallback, Duration fresh, Clock clock) {
        this.probe = probe;
        this.fallback = fallback;
        this.fresh = fresh;
        this.clock = clock;
    }

    /** Returns the fresh result, or the result of a new probe. Never fails. */
    Uni<T> get() {
        long now = Micros.now(clock);
        return last.updateAndGet(before -> before != null && before.isFreshAt(now, fresh) ? before : attempt(now)).result();
    }

    /** The probe starts when a caller subscribes, so an attempt that loses the race for {@link #last} runs no statement. */
    private Attempt<T> attempt(long nowUs) {
        AtomicBoolean running = new AtomicBoolean();
        AtomicBoolean failed = new AtomicBoolean();
        Uni<T> result = detached(nowUs, running).ifNoItem().after(TIMEOUT).fail()
                .onFailure().recoverWithItem(failure -> {
                    failed.set(true);
                    return fallback.apply(nowUs, failure instanceof TimeoutException);
                }).memoize().indefinitely();
        return new Attempt<>(result, nowUs, running, failed);
    }

    /** An emitter, so that a caller that cancels does not cancel the probe. */
    private Uni<T> detached(long nowUs, AtomicBoolean running) {
        Uni<T> probing = Uni.createFrom().deferred(() -> probe.apply(nowUs)).onTermination().invoke(() -> running.set(false));
        return Uni.createFrom().emitter(emitter -> {
            running.set(true);
            probing.subscribe().with(emitter::complete, emitter::fail);
        });
    }
}
