package io.alerthistory.review;

import java.time.Clock;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import io.alerthistory.audit.AuditAction;
import io.alerthistory.audit.AuditEntry;
import io.alerthistory.audit.Audits;
import io.alerthistory.error.ProblemException;
import io.alerthistory.redaction.Redaction;
import io.alerthistory.request.Caller;
import io.alerthistory.request.Role;
import io.alerthistory.session.Sessions;
import io.alerthistory.time.Micros;
import io.smallrye.mutiny.Uni;

/** The use case of reviews: claiming, giving back, completing and reopening them. */
@ApplicationScoped
public class Reviews {

    private final ReviewStore store;
    private final Audits audits;
    private final Redaction redaction;
    private final Clock clock;

    Reviews(ReviewStore store, Audits audits, Redaction redaction, Clock clock) {
        this.store = store;
        this.audits = audits;
        this.redaction = redaction;
        this.clock = clock;
    }

    /**
     * Does the same with the reviews of several sessions. A session that refuses it does not keep the others.
     *
     * @throws ProblemException 422 when a rating is missing, or given with another action than complete
     */
    public Uni<ReviewReceipt> change(ReviewRequest request, Caller caller) {
        requireAgreement(request);
        ReviewCommand command = new ReviewCommand(request.action(), caller.author(), caller.may(Role.ADMIN),
                request.rating(), redaction.textOrNull(request.feedback()), Micros.now(clock));
        List<String> ids = List.copyOf(new LinkedHashSet<>(request.sessionIds()));
        AuditEntry entry = audits.entry(AuditAction.SESSION_REVIEW, null);
        return store.change(ids, session -> ReviewRules.decide(session, command),
                decision -> entry.of(decision.review().sessionId()).with(details(command)))
                .map(decisions -> new ReviewReceipt(ids.stream().map(id -> {
                    ReviewDecision decision = decisions.get(id);
                    return decision == null ? ReviewOutcome.unknown(id) : ReviewOutcome.of(decision);
                }).toList()));
    }

    /**
     * Reads the review of a session.
     *
     * @throws ProblemException 404 unknown
     */
    public Uni<SessionReview> find(String sessionId) {
        return store.find(sessionId).onItem().ifNull().failWith(() -> Sessions.unknown(sessionId));
    }

    private static void requireAgreement(ReviewRequest request) {
        boolean isCompletion = request.action() == ReviewAction.COMPLETE;
        if (isCompletion && request.rating() == null) {
            throw ProblemException.invalidField("/rating", "is required to complete a review");
        }
        if (!isCompletion && request.rating() != null) {
            throw ProblemException.invalidField("/rating", "is only for the action complete");
        }
        if (!isCompletion && request.feedback() != null) {
            throw ProblemException.invalidField("/feedback", "is only for the action complete");
        }
    }

    /** The feedback is a text of a person, and the audit log only grows. */
    private static Map<String, String> details(ReviewCommand command) {
        Map<String, String> details = new HashMap<>();
        details.put("action", command.action().jsonName());
        if (command.rating() != null) {
            details.put("rating", command.rating().jsonName());
        }
        return details;
    }
}
