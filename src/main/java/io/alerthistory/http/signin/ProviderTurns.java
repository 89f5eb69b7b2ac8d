package io.alerthistory.http.signin;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

import io.alerthistory.error.ErrorCode;
import io.alerthistory.error.ProblemException;
import io.alerthistory.request.CallersContext;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;

/**
 * Lets one request at a time ask the provider. After the provider has changed its keys, every request brings a token with
 * a key that is not known yet. The first one reads the keys; the others wait for it instead of being refused.
 */
final class ProviderTurns {

    private static final int MAX_WAITING = 200;

    /** The first one is running. */
    private final Deque<UniEmitter<? super Boolean>> turns = new ArrayDeque<>();
    private final int maxWaiting;

    ProviderTurns() {
        this(MAX_WAITING);
    }

    ProviderTurns(int maxWaiting) {
        this.maxWaiting = maxWaiting;
    }

    /** Runs a task when all before it have ended, in the context of the caller. */
    <T> Uni<T> take(Supplier<Uni<T>> task) {
        Executor caller = CallersContext.executor();
        return Uni.createFrom().<Boolean> emitter(this::enter).emitOn(caller)
                .flatMap(mine -> Uni.createFrom().deferred(task::get).onTermination().invoke(this::leave));
    }

    private void enter(UniEmitter<? super Boolean> next) {
        boolean isFirst;
        synchronized (turns) {
            if (turns.size() > maxWaiting) {
                next.fail(new ProblemException(ErrorCode.OVERLOADED, "Too many requests wait for the sign-in provider"));
                return;
            }
            turns.addLast(next);
            isFirst = turns.size() == 1;
        }
        if (isFirst) {
            next.complete(true);
        }
    }

    private void leave() {
        UniEmitter<? super Boolean> next;
        synchronized (turns) {
            turns.removeFirst();
            next = turns.peekFirst();
        }
        if (next != null) {
            next.complete(true);
        }
    }
}
