package io.alerthistory.history;

import java.time.Clock;

import jakarta.enterprise.context.ApplicationScoped;

import io.alerthistory.error.ProblemException;
import io.alerthistory.session.Micros;
import io.alerthistory.session.Sessions;
import io.smallrye.mutiny.Uni;

/** What can be read. */
@ApplicationScoped
public class History {

    private final HistoryStore store;
    private final Clock clock;

    History(HistoryStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    Uni<SessionList> list(SessionListParams params) {
        SessionQuery query = params.query(Micros.now(clock));
        return store.list(query).map(page -> SessionList.of(query, page));
    }

    /**
     * Reads a session whole.
     *
     * @throws ProblemException 404 when there is no such session
     */
    public Uni<DetailedSession> session(String sessionId) {
        return store.find(sessionId).onItem().ifNull().failWith(() -> Sessions.unknown(sessionId)).map(DetailedSession::of);
    }
}
