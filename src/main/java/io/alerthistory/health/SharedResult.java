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
 * The answer to a question about the database, asked once for all who want to know: not again while it is fresh, and as long as
 * the database owes it, not within ten seconds. That it does not answer in time is an answer, too, and kept for three seconds.
 *
 * @param <T> the answer
 */
final class SharedResult<T> {

    static final Duration SHORT = Duration.ofSeconds(3);

    private static final Duration IN_TIME = Duration.ofSeconds(2);

    /** A connection that hangs for ever must not keep the database silent after it came back. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private record Question<T>(Uni<T> answer, long askedAtUs, AtomicBoolean open, AtomicBoolean failed) {

        /** The distance counts, not the sign: a clock that was set back must not keep an old answer alive. */
        boolean isGoodAt(long nowUs, Duration fresh) {
            Duration shortest = fresh.compareTo(SHORT) < 0 ? fresh : SHORT;
            Duration most = open.get() ? PATIENCE : failed.get() ? shortest : fresh;
            return Math.abs(nowUs - askedAtUs) < most.toNanos() / 1000;
        }
    }

    /** What to respond when there is no answer. */
    @FunctionalInterface
    interface Silence<T> {

        // isLate: the answer may still come; otherwise asking has failed
        T apply(long nowUs, boolean isLate);
    }

    private final LongFunction<Uni<T>> ask;
    private final Silence<T> silence;
    private final Duration fresh;
    private final Clock clock;
    private final AtomicReference<@Nullable Question<T>> last = new AtomicReference<>();

    /**
     * @param ask asks the database; given the time in microseconds since the epoch
     * @param silence what to answer when the database does not
     */
    SharedResult(LongFunction<Uni<T>> ask, Silence<T> silence, Duration fresh, Clock clock) {
        this.ask = ask;
        this.silence = silence;
        this.fresh = fresh;
        this.clock = clock;
    }

    /** Never fails. */
    Uni<T> get() {
        long now = Micros.now(clock);
        return last.updateAndGet(before -> before != null && before.isGoodAt(now, fresh) ? before : question(now)).answer();
    }

    /** Nothing is sent before someone waits for the answer, so it does no harm to make a question that is not used. */
    private Question<T> question(long nowUs) {
        AtomicBoolean open = new AtomicBoolean();
        AtomicBoolean failed = new AtomicBoolean();
        Uni<T> answer = sent(nowUs, open).ifNoItem().after(IN_TIME).fail()
                .onFailure().recoverWithItem(failure -> {
                    failed.set(true);
                    return silence.apply(nowUs, failure instanceof TimeoutException);
                }).memoize().indefinitely();
        return new Question<>(answer, nowUs, open, failed);
    }

    /** By an emitter, so that whoever stops waiting does not cancel the question. */
    private Uni<T> sent(long nowUs, AtomicBoolean open) {
        Uni<T> asked = Uni.createFrom().deferred(() -> ask.apply(nowUs)).onTermination().invoke(() -> open.set(false));
        return Uni.createFrom().emitter(emitter -> {
            open.set(true);
            asked.subscribe().with(emitter::complete, emitter::fail);
        });
    }
}
