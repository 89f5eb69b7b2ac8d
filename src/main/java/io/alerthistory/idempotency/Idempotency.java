package io.alerthistory.idempotency;

import java.time.Clock;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;

import io.alerthistory.error.ErrorCode;
import io.alerthistory.error.ProblemException;
import io.alerthistory.observe.HistoryEvent;
import io.alerthistory.time.Micros;
import io.smallrye.mutiny.Uni;

/** What is done around every request that has a key. */
@ApplicationScoped
public class Idempotency {

    private final IdempotencyStore store;
    private final Event<HistoryEvent> events;
    private final Clock clock;

    Idempotency(IdempotencyStore store, Event<HistoryEvent> events, Clock clock) {
        this.store = store;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Asks whether a request is to be served or was answered.
     *
     * @throws ProblemException 409 while its first attempt is running, 422 when its key belongs to another request
     */
    public Uni<Begun> begin(KeyedRequest request) {
        return store.begin(request, Micros.now(clock)).invoke(begun -> {
            if (begun instanceof Begun.Running) {
                throw new ProblemException(ErrorCode.IDEMPOTENCY_KEY_IN_USE,
                        "The first request with this Idempotency-Key is still running");
            } else if (begun instanceof Begun.Reused) {
                throw new ProblemException(ErrorCode.IDEMPOTENCY_KEY_REUSED,
                        "The Idempotency-Key was used for another method, path, query or body");
            }
        });
    }

    /**
     * Keeps the answer of a request that made its change. The change is durable, so a failure to keep its answer is no failure
     * of the request: the key's lock runs out and a retry finds what was stored.
     */
    public Uni<Void> keep(KeyLock lock, StoredResponse answer) {
        return told(store.finish(lock, answer));
    }

    /** Frees the key of a request that changed nothing, so that the next attempt is not given yesterday's error. */
    public Uni<Void> free(KeyLock lock) {
        return told(store.release(lock));
    }

    /**
     * Lets the next attempt of a request go on that failed or whose client hung up. What it began may have reached the database
     * or may yet; the next attempt names the same things.
     */
    public Uni<Void> abandon(KeyLock lock) {
        return told(store.abandon(lock, Micros.now(clock)));
    }

    private Uni<Void> told(Uni<Void> end) {
        return end.onFailure().invoke(failure -> events.fire(new HistoryEvent.AnswerNotKept(failure))).onFailure()
                .recoverWithNull();
    }
}
