package io.alerthistory.session;

import java.time.Clock;
import java.util.OptionalInt;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;

import io.alerthistory.audit.AuditAction;
import io.alerthistory.audit.AuditEntry;
import io.alerthistory.audit.Audits;
import io.alerthistory.error.ErrorCode;
import io.alerthistory.error.ProblemException;
import io.alerthistory.json.Patch;
import io.alerthistory.observe.HistoryEvent;
import io.alerthistory.redaction.Redaction;
import io.alerthistory.request.RequestIds;
import io.alerthistory.time.Micros;
import io.smallrye.mutiny.Uni;

/** What can be done with a session. */
@ApplicationScoped
public class Sessions {

    private final SessionStore store;
    private final OptionalInt maxPending;
    private final Event<HistoryEvent> events;
    private final SessionEnds ends;
    private final Audits audits;
    private final RequestIds ids;
    private final Redaction redaction;
    private final Clock clock;

    Sessions(SessionStore store, QueueConfig queue, Event<HistoryEvent> events, SessionEnds ends, Audits audits,
            RequestIds ids, Redaction redaction, Clock clock) {
        this.store = store;
        maxPending = queue.maxSize();
        this.events = events;
        this.ends = ends;
        this.audits = audits;
        this.ids = ids;
        this.redaction = redaction;
        this.clock = clock;
    }

    /**
     * Records a session; the same content again finds the stored one.
     *
     * @param fallbackAuthor the author when the request names none
     * @throws ProblemException 409 when its session_id or alert_id is taken by other content, 429 when it would be pending and
     *         the queue is full
     */
    public Uni<SessionCreation> create(CreateSession request, String fallbackAuthor) {
        AlertSession candidate = request.toSession(ids.current(), Micros.now(clock), fallbackAuthor, redaction);
        return created(request, candidate, store(candidate));
    }

    /**
     * The same for a session that a person submits: the audit log tells of it.
     *
     * @throws ProblemException 409 when its session_id or alert_id is taken by other content, 429 when the queue is full
     */
    public Uni<SessionCreation> submit(CreateSession request, String author) {
        AlertSession candidate = request.toSession(ids.current(), Micros.now(clock), author, redaction);
        AuditEntry entry = audits.entry(AuditAction.ALERT_SUBMIT, candidate.sessionId);
        return created(request, candidate, store.submit(candidate, maxPending, entry).onItem().ifNull().failWith(this::full));
    }

    /**
     * Records a pending session that the service makes itself, and that its alert_id identifies.
     *
     * @return whether it is new
     * @throws ProblemException 429 when the queue is full
     */
    public Uni<Boolean> queue(AlertSession candidate) {
        return store(candidate).map(Stored::created).invoke(isNew -> {
            if (isNew) {
                events.fire(new HistoryEvent.SessionsCreated(1));
            }
        });
    }

    /** Completes a session that is in progress. Any other stays as it is. */
    public Uni<Void> complete(String sessionId) {
        return store.<Boolean> change(sessionId, SentPayloads.NONE, session -> {
            boolean runs = session.status == SessionStatus.IN_PROGRESS;
            if (runs) {
                Transitions.enter(session, SessionStatus.COMPLETED, Patch.absent(), Micros.now(clock));
            }
            return runs;
        }).invoke(changed -> {
            if (changed != null && changed.decision()) {
                ends.publish(changed.value());
            }
        }).replaceWithVoid();
    }

    private Uni<SessionCreation> created(CreateSession request, AlertSession candidate, Uni<Stored<SessionHead>> storing) {
        return storing.invoke(stored -> {
            if (stored.created()) {
                events.fire(new HistoryEvent.SessionsCreated(1));
                ends.publish(candidate);
            } else {
                requireRepeat(stored.value(), candidate, request.sessionId() != null);
            }
        }).map(stored -> new SessionCreation(candidate, stored.value(), stored.created()));
    }

    /**
     * Holds a session against the stored one that has its session_id or its alert_id.
     *
     * @param named whether the client chose the session_id
     * @throws ProblemException 409 when they are not the same
     */
    public static void requireRepeat(SessionHead stored, AlertSession sent, boolean named) {
        if (named && !sent.sessionId.equals(stored.sessionId())) {
            throw new ProblemException(ErrorCode.CONFLICT, "The alert_id belongs to the session " + stored.sessionId());
        }
        if (!sent.contentDigest.equals(stored.contentDigest())) {
            throw new ProblemException(ErrorCode.CONFLICT,
                    "The session " + stored.sessionId() + " was created with other content");
        }
    }

    /**
     * Changes a session.
     *
     * @throws ProblemException 404 unknown, 409 forbidden in its state, 412 another version, 422 contradictory values
     */
    public Uni<AlertSession> change(String sessionId, SessionChange sent, VersionMatch ifMatch) {
        SessionChange change = sent.redacted(redaction);
        return store.<Boolean> change(sessionId, change.payloads(), session -> {
            ifMatch.require(session);
            boolean wasOpen = !session.isTerminal();
            change.applyTo(session, Micros.now(clock));
            return wasOpen;
        }).onItem().ifNull().failWith(() -> unknown(sessionId)).map(changed -> {
            if (changed.decision()) {
                ends.publish(changed.value());
            }
            return changed.value();
        });
    }

    private Uni<Stored<SessionHead>> store(AlertSession candidate) {
        if (maxPending.isEmpty() || candidate.status != SessionStatus.PENDING) {
            return store.create(candidate);
        }
        return store.createWithin(candidate, maxPending.getAsInt()).onItem().ifNull().failWith(this::full);
    }

    private ProblemException full() {
        return maxPending.isEmpty()
                ? new ProblemException(ErrorCode.DATABASE_UNAVAILABLE, "The session is being deleted; try again")
                : new ProblemException(ErrorCode.QUEUE_FULL,
                        "The queue is full: " + maxPending.getAsInt() + " sessions are pending; try again later");
    }

    /** The problem of a session_id that is not in the history. */
    public static ProblemException unknown(String sessionId) {
        return new ProblemException(ErrorCode.SESSION_NOT_FOUND, "Session " + sessionId + " not found");
    }
}
