package io.alerthistory.history;

import java.util.Objects;

import jakarta.enterprise.context.ApplicationScoped;

import io.alerthistory.idempotency.Representations;
import io.alerthistory.session.Sessions;
import io.alerthistory.stream.JsonDocument;
import io.smallrye.mutiny.Uni;

/** Sessions are what responses represent that are large. */
@ApplicationScoped
class SessionRepresentations implements Representations {

    private final History history;

    SessionRepresentations(History history) {
        this.history = history;
    }

    @Override
    public Uni<JsonDocument> read(String location) {
        String sessionId = SessionLocation.sessionId(location).orElseThrow(() -> Sessions.unknown(location));
        return history.session(sessionId).map(session -> Objects.requireNonNull(session.body()));
    }
}
