package io.alerthistory.queue;

import java.time.Clock;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;

import org.jspecify.annotations.Nullable;

import io.alerthistory.error.ErrorCode;
import io.alerthistory.error.ProblemException;
import io.alerthistory.history.History;
import io.alerthistory.history.SessionDocument;
import io.alerthistory.observe.HistoryEvent;
import io.alerthistory.session.Sessions;
import io.alerthistory.time.Micros;
import io.smallrye.mutiny.Uni;

/** The use cases of workers. */
@ApplicationScoped
public class WorkQueue {

    private final QueueStore store;
    private final History history;
    private final Event<HistoryEvent> events;
    private final Clock clock;

    WorkQueue(QueueStore store, History history, Event<HistoryEvent> events, Clock clock) {
        this.store = store;
        this.history = history;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Claims a session.
     *
     * @return the claimed session; null when none is pending or the limit is reached
     */
    public Uni<@Nullable SessionDocument> claim(ClaimRequest claim) {
        return store.claim(claim, Micros.now(clock)).invoke(claimed -> events.fire(new HistoryEvent.ClaimHandled(
                claimed == null ? "none" : "claimed"))).onItem().ifNotNull().transformToUni(id -> history.session(id));
    }

    /**
     * Records a worker's heartbeat.
     *
     * @throws ProblemException 404 unknown, 409 when the session has ended
     */
    public Uni<Void> beat(String sessionId, HeartbeatRequest heartbeat) {
        return store.beat(sessionId, heartbeat, Micros.now(clock)).onItem().ifNull()
                .failWith(() -> Sessions.unknown(sessionId)).invoke(status -> {
                    if (status.isTerminal()) {
                        throw new ProblemException(ErrorCode.FORBIDDEN_TRANSITION,
                                "Session is " + status.jsonName() + " and takes no heartbeat");
                    }
                }).replaceWithVoid();
    }
}
