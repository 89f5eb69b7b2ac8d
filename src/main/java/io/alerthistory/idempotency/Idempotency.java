package io.alerthistory.idempotency;

import java.time.Clock;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;

import io.alerthistory.error.ErrorCode;
import io.alerthistory.error.ProblemException;
import io.alerthistory.observe.HistoryEvent;
import io.alerthistory.time.Micros;
import io.smallrye.mutiny.Uni;

/** The use case around every request that has an idempotency key. */
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
     * Locks the key, or finds the response that is stored under it.
     *
     * @throws ProblemException 409 while the first attempt is running, 422 when the key belongs to another request
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
     * Stores the response of a request that made its change. The change is durable already, so the request succeeds
     * even if its response cannot be stored: the key's lock expires, and a retry finds the stored change.
     */
    public Uni<Void> keep(KeyLock lock, StoredResponse response) {
        return published(store.finish(lock, response));
    }

    /** Releases the key of a request that changed nothing, so that the next attempt does not get a stored error. */
    public Uni<Void> free(KeyLock lock) {
        return published(store.release(lock));
    }

    /**
     * Unlocks the key of a request that failed or whose client disconnected, so that the next attempt can proceed. The
     * change of this attempt may have reached the database, or may still reach it; the next attempt makes the same
     * identifiers.
     */
    public Uni<Void> abandon(KeyLock lock) {
        return published(store.abandon(lock, Micros.now(clock)));
    }

    private Uni<Void> published(Uni<Void> end) {
        return end.onFailure().invoke(failure -> events.fire(new HistoryEvent.ResponseNotStored(failure))).onFailure()
                .recoverWithNull();
    }
}
