package io.alerthistory.error;

import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;

import io.alerthistory.observe.HistoryEvent;

/** Makes a problem of what nobody foresaw: the client gets a reference, the log what happened under it. */
@ApplicationScoped
public class Failures {

    private static final int UNAVAILABLE = 503;

    private final Event<HistoryEvent> events;

    Failures(Event<HistoryEvent> events) {
        this.events = events;
    }

    /**
     * The failure itself when it is a problem; else one that tells nothing but the reference. A 503 is
     * published, too: a client that tries again with success tells nobody.
     */
    public ProblemException problem(Throwable failure) {
        if (failure instanceof ProblemException problem) {
            if (problem.code().status() == UNAVAILABLE) {
                events.fire(new HistoryEvent.RequestUnavailable(problem.code().code(), problem.detail(), problem.getCause()));
            }
            return problem;
        }
        String reference = UUID.randomUUID().toString();
        events.fire(new HistoryEvent.RequestFailed(reference, failure));
        return new ProblemException(ErrorCode.INTERNAL, "The service failed; its log says why under " + reference);
    }
}
