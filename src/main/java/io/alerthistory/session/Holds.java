package io.alerthistory.session;

import java.time.Clock;
import java.util.function.Consumer;

import jakarta.enterprise.context.ApplicationScoped;

import io.alerthistory.audit.AuditAction;
import io.alerthistory.audit.Audits;
import io.alerthistory.error.ProblemException;
import io.alerthistory.redaction.Redaction;
import io.alerthistory.time.Micros;
import io.smallrye.mutiny.Uni;

/** Holds: neither retention nor an erasure touches a session that is on hold. */
@ApplicationScoped
public class Holds {

    private final SessionStore store;
    private final Audits audits;
    private final Redaction redaction;
    private final Clock clock;

    Holds(SessionStore store, Audits audits, Redaction redaction, Clock clock) {
        this.store = store;
        this.audits = audits;
        this.redaction = redaction;
        this.clock = clock;
    }

    /**
     * Puts a session on hold. A hold for the same reason stays as it is; another reason replaces it, with its time and author.
     *
     * @throws ProblemException 404 unknown
     */
    public Uni<SessionHold> hold(String sessionId, HoldRequest request, String author) {
        String reason = redaction.text(request.reason());
        return change(AuditAction.SESSION_HOLD, sessionId, session -> {
            if (!session.isHeld() || !reason.equals(session.holdReason)) {
                session.heldAtUs = Micros.now(clock);
                session.heldBy = author;
                session.holdReason = reason;
            }
        });
    }

    /**
     * Ends the hold of a session, if it is on hold.
     *
     * @throws ProblemException 404 unknown
     */
    public Uni<SessionHold> release(String sessionId) {
        return change(AuditAction.SESSION_RELEASE, sessionId, session -> {
            session.heldAtUs = null;
            session.heldBy = null;
            session.holdReason = null;
        });
    }

    private Uni<SessionHold> change(AuditAction action, String sessionId, Consumer<AlertSession> change) {
        return store.update(sessionId, change, audits.entry(action, sessionId)).onItem().ifNull()
                .failWith(() -> Sessions.unknown(sessionId))
                .map(SessionHold::of);
    }
}
