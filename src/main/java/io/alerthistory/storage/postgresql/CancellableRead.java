package io.alerthistory.storage.postgresql;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import io.smallrye.mutiny.Uni;

/**
 * A read whose caller may go away. While it still waits for a connection it is not begun then; while it runs the server is
 * asked
 * to cancel it. The connection goes back to the pool only after the server took note of that, for a cancellation that came late
 * would hit whoever uses the connection next.
 */
final class CancellableRead {

    private static final Duration BETWEEN = Duration.ofMillis(20);

    /** Beyond that, the statement's own time limit has to end it. */
    private static final int MOST = 100;

    private sealed interface State {
    }

    private enum Still implements State {
        WAITING,
        GIVEN_UP,
        ENDED
    }

    private record Running(Supplier<Uni<Void>> cancelRequest) implements State {
    }

    private record Cancelling(Uni<Void> done) implements State {
    }

    private final AtomicReference<State> state = new AtomicReference<>(Still.WAITING);

    /**
     * Whether the read may begin.
     *
     * @param cancelRequest asks the server to cancel what runs on the read's connection
     */
    boolean begin(Supplier<Uni<Void>> cancelRequest) {
        return state.compareAndSet(Still.WAITING, new Running(cancelRequest));
    }

    /** To be waited for before the connection is given back. The read may begin once more, on another connection. */
    Uni<Void> end() {
        State before = state.getAndUpdate(now -> now instanceof Running ? Still.WAITING : Still.ENDED);
        return before instanceof Cancelling cancelling ? cancelling.done() : Uni.createFrom().voidItem();
    }

    void giveUp() {
        State before = state.get();
        if (before instanceof Running running) {
            Uni<Void> done = cancel(running.cancelRequest()).memoize().indefinitely();
            if (state.compareAndSet(before, new Cancelling(done))) {
                done.subscribe().with(cancelled -> {
                });
            }
        } else {
            state.compareAndSet(Still.WAITING, Still.GIVEN_UP);
        }
    }

    /** Again and again, because the statements of a read that share a round trip come one after the other. */
    private Uni<Void> cancel(Supplier<Uni<Void>> cancelRequest) {
        return Uni.createFrom().deferred(cancelRequest::get).onFailure().recoverWithNull()
                .map(cancelled -> state.get() == Still.ENDED)
                .repeat().withDelay(BETWEEN).until(ended -> ended).select().first(MOST).collect().last().replaceWithVoid();
    }
}
