package io.alerthistory.history;

import java.time.Clock;

import jakarta.enterprise.context.ApplicationScoped;

import io.alerthistory.error.ProblemException;
import io.alerthistory.session.Micros;
import io.alerthistory.session.Sessions;
import io.smallrye.mutiny.Uni;

/** What can be read of a session without the whole of it. */
@ApplicationScoped
class Excerpts {

    private final ExcerptStore store;
    private final Clock clock;

    Excerpts(ExcerptStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** @throws ProblemException 404 when there is no such session */
    Uni<SessionSummary> summary(String sessionId) {
        return store.summary(sessionId).onItem().ifNull().failWith(() -> Sessions.unknown(sessionId));
    }

    /** @throws ProblemException 404 when there is no such session */
    Uni<FinalAnalysis> finalAnalysis(String sessionId, FinalAnalysisParams params) {
        return store.finalAnalysis(sessionId, params.wanted()).onItem().ifNull()
                .failWith(() -> Sessions.unknown(sessionId));
    }

    Uni<ActiveSessions> active() {
        return store.active(ActiveSessions.MOST + 1, Micros.now(clock)).map(ActiveSessions::of);
    }
}
