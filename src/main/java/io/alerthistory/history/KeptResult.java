package io.alerthistory.history;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongFunction;

import org.jspecify.annotations.Nullable;

import io.alerthistory.request.CallersContext;
import io.alerthistory.time.Micros;
import io.smallrye.mutiny.Uni;

/**
 * The result of a read that takes long, kept for a time and shared by all callers. One read runs at a time. A caller waits for
 * it
 * a moment only: then it gets the result before, as long as that is not too old, and the read goes on for the next caller. A
 * failure is kept for a shorter time.
 *
 * @param <T> the result
 */
final class KeptResult<T> {

    /** How long a result is returned without another read, at most; see {@link #COST}. */
    static final Duration FRESH = Duration.ofSeconds(60);

    /** The same at least. */
    static final Duration BRIEF = Duration.ofSeconds(2);

    /**
     * A result is fresh for so many times the duration of its read: the reads take a hundredth of the time at most, and in a
     * small
     * history, where they cost nothing, a person sees what has just happened.
     */
    static final int COST = 100;

    /** How old a result may be that is returned because a read is late or has failed. */
    static final Duration USABLE = Duration.ofMinutes(10);

    /** After a failure no other read begins for as long. */
    static final Duration RETRY_AFTER = Duration.ofSeconds(10);

    /** How long a caller waits; less than a page waits for a part, so that it gets the result before. */
    static final Duration PATIENCE = Duration.ofMillis(600);

    /** How long a read may take. */
    static final Duration LIMIT = Duration.ofSeconds(20);

    private static final long RUNNING = -1;

    private final LongFunction<Uni<T>> read;
    private final Duration patience;
    private final Clock clock;
    private final AtomicReference<@Nullable Attempt<T>> last = new AtomicReference<>();
    private final AtomicReference<@Nullable Kept<T>> kept = new AtomicReference<>();

    /**
     * A result and its time.
     *
     * @param atUs when its read began, microseconds since the epoch
     */
    record Kept<T>(T value, long atUs) {
    }

    private record Attempt<T>(Uni<Kept<T>> result, long startedAtUs, AtomicLong endedAtUs, AtomicBoolean failed) {

        Duration maxAge() {
            if (failed.get()) {
                return RETRY_AFTER;
            }
            if (endedAtUs.get() == RUNNING) {
                return LIMIT;
            }
            Duration cost = Duration.ofNanos(1_000 * Math.max(0, endedAtUs.get() - startedAtUs)).multipliedBy(COST);
            return cost.compareTo(BRIEF) < 0 ? BRIEF : cost.compareTo(FRESH) > 0 ? FRESH : cost;
        }
    }

    /** @param read its argument is the time, microseconds since the epoch */
    KeptResult(LongFunction<Uni<T>> read, Clock clock) {
        this(read, PATIENCE, clock);
    }

    KeptResult(LongFunction<Uni<T>> read, Duration patience, Clock clock) {
        this.read = read;
        this.patience = patience;
        this.clock = clock;
    }

    /** The result. Fails when the read has failed or is late, and no usable result was kept before. */
    Uni<Kept<T>> get() {
        return Uni.createFrom().deferred(() -> {
            long now = Micros.now(clock);
            Attempt<T> attempt = last
                    .updateAndGet(before -> before != null && isCurrent(before, now) ? before : attempt(now));
            return attempt.result().ifNoItem().after(patience).fail().onFailure().recoverWithUni(failure -> {
                Kept<T> before = kept.get();
                return before != null && isYoungerThan(USABLE, before.atUs(), now) ? Uni.createFrom().item(before)
                        : Uni.createFrom().failure(failure);
            }).emitOn(CallersContext.executor());
        });
    }

    private static <T> boolean isCurrent(Attempt<T> attempt, long nowUs) {
        long ended = attempt.endedAtUs().get();
        return isYoungerThan(attempt.maxAge(), attempt.failed().get() && ended != RUNNING ? ended : attempt.startedAtUs(),
                nowUs);
    }

    /** Compares the absolute difference, so that a clock that was set back does not keep an old result. */
    private static boolean isYoungerThan(Duration age, long atUs, long nowUs) {
        return Math.abs(nowUs - atUs) < age.toNanos() / 1000;
    }

    /** The read starts when a caller subscribes, so an attempt that loses the race for {@link #last} reads nothing. */
    private Attempt<T> attempt(long nowUs) {
        AtomicLong ended = new AtomicLong(RUNNING);
        AtomicBoolean failed = new AtomicBoolean();
        Uni<Kept<T>> result = detached(nowUs, ended).map(value -> new Kept<>(value, nowUs))
                .invoke(kept::set).onFailure().invoke(() -> failed.set(true)).memoize().indefinitely();
        return new Attempt<>(result, nowUs, ended, failed);
    }

    /** An emitter, so that a caller that cancels or has waited enough does not cancel the read. */
    private Uni<T> detached(long nowUs, AtomicLong ended) {
        Uni<T> reading = Uni.createFrom().deferred(() -> read.apply(nowUs)).ifNoItem().after(LIMIT).fail().onTermination()
                .invoke(() -> ended.set(Micros.now(clock)));
        return Uni.createFrom().emitter(emitter -> {
            reading.subscribe().with(emitter::complete, emitter::fail);
        });
    }
}
