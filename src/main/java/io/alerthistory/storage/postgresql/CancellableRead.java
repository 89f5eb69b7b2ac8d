package io.alerthistory.storage.postgresql;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import io.smallrye.mutiny.Uni;

/**
 * A read whose caller may cancel. If it still waits for a connection, it does not start. If it runs, the server is
 * asked to cancel it. The connection returns to the pool only after the server has processed the request, because a
 * late cancellation would hit the next user of the connection.
 */
final class CancellableRead {

    private static final Duration INTERVAL = Duration.ofMillis(20);

    /** After this number of requests, only the statement timeout can end the statement. */
    private static final int MAX_REQUESTS = 100;

    private sealed interface State {
    }

    private enum Simple implements State {
        WAITING,
        CANCELLED,
        ENDED
    }

    private record Running(Supplier<Uni<Void>> cancelRequest) implements State {
    }

    private record Cancelling(Uni<Void> done) implements State {
    }

    private final AtomicReference<State> state = new AtomicReference<>(Simple.WAITING);

    /**
     * Whether the read may begin.
     *
     * @param cancelRequest asks the server to cancel what runs on the read's connection
     */
    boolean begin(Supplier<Uni<Void>> cancelRequest) {
        return state.compareAndSet(Simple.WAITING, new Running(cancelRequest));
    }

    /** Completes when the connection may return to the pool. The read may start again on another connection. */
    Uni<Void> end() {
        State before = state.getAndUpdate(now -> now instanceof Running ? Simple.WAITING : Simple.ENDED);
        return before instanceof Cancelling cancelling ? cancelling.done() : Uni.createFrom().voidItem();
    }

    void cancel() {
        State before = state.get();
        if (before instanceof Running running) {
            Uni<Void> done = cancel(running.cancelRequest()).memoize().indefinitely();
            if (state.compareAndSet(before, new Cancelling(done))) {
                done.subscribe().with(cancelled -> {
                });
            }
        } else {
            state.compareAndSet(Simple.WAITING, Simple.CANCELLED);
        }
    }

    /** Repeats the request until the read has ended, because a pipelined read consists of several statements. */
    private Uni<Void> cancel(Supplier<Uni<Void>> cancelRequest) {
        return Uni.createFrom().deferred(cancelRequest::get).onFailure().recoverWithNull()
                .map(cancelled -> state.get() == Simple.ENDED)
                .repeat().withDelay(INTERVAL).until(ended -> ended).select().first(MAX_REQUESTS).collect().last()
                .replaceWithVoid();
    }
}
