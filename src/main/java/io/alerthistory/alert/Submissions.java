package io.alerthistory.alert;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;

import io.alerthistory.error.ErrorCode;
import io.alerthistory.error.ProblemException;
import io.alerthistory.observe.HistoryEvent;
import io.alerthistory.session.Sessions;
import io.smallrye.mutiny.Uni;

/** The use case of submitting an alert for investigation. */
@ApplicationScoped
public class Submissions {

    private final Sessions sessions;
    private final Event<HistoryEvent> events;

    Submissions(Sessions sessions, Event<HistoryEvent> events) {
        this.sessions = sessions;
        this.events = events;
    }

    /**
     * Creates a pending session for an alert.
     *
     * @throws ProblemException 429 when the queue is full
     */
    public Uni<SubmitReceipt> submit(SubmitAlert alert, String author) {
        return sessions.submit(alert.toCreateSession(), author)
                .map(created -> SubmitReceipt.queued(created.stored().sessionId()))
                .invoke(receipt -> received("created"))
                .onFailure(failure -> ProblemException.has(failure, ErrorCode.QUEUE_FULL)).invoke(full -> received("rejected"));
    }

    private void received(String outcome) {
        events.fire(new HistoryEvent.AlertsReceived(SubmitAlert.SOURCE, outcome, 1));
    }
}
