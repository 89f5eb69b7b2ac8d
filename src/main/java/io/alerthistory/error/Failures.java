package io.alerthistory.error;

import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;

import io.alerthistory.observe.HistoryEvent;

/** Converts unexpected failures to problems: the client gets a reference, and the log has the details under it. */
@ApplicationScoped
public class Failures {

    private static final int UNAVAILABLE = 503;

    private final Event<HistoryEvent> events;

    Failures(Event<HistoryEvent> events) {
        this.events = events;
    }

    /**
     * Returns the failure itself when it is a problem, or else a problem with nothing but the reference. A 503 is
     * published as an event, because clients that retry successfully do not report it.
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
        return new ProblemException(ErrorCode.INTERNAL,
                "The service failed; look for the reference " + reference + " in its log");
    }
}
