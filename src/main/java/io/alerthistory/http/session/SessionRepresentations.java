package io.alerthistory.http.session;

import java.util.List;
import java.util.Objects;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import io.alerthistory.history.History;
import io.alerthistory.idempotency.Representations;
import io.alerthistory.session.Sessions;
import io.alerthistory.stream.JsonDocument;
import io.smallrye.mutiny.Uni;

/** Sessions and stages are what responses represent that are large. */
@ApplicationScoped
class SessionRepresentations implements Representations {

    private final History history;

    SessionRepresentations(History history) {
        this.history = history;
    }

    @Override
    public Uni<JsonDocument> read(String location) {
        List<String> ids = SessionLocation.ids(location);
        return switch (ids.size()) {
            case 1 -> history.session(ids.get(0)).map(session -> Objects.requireNonNull(session.body()));
            case 2 -> history.stage(ids.get(0), ids.get(1));
            default -> throw Sessions.unknown(location);
        };
    }

    @Override
    public @Nullable String sessionId(String location) {
        List<String> ids = SessionLocation.ids(location);
        return ids.isEmpty() ? null : ids.get(0);
    }
}
