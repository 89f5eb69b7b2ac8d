package io.alerthistory.storage.postgresql;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;

import org.jspecify.annotations.Nullable;

import io.alerthistory.session.AlertSession;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;

/** Sessions as managed entities. */
@ApplicationScoped
class SessionRepository implements PanacheRepositoryBase<AlertSession, String> {

    /**
     * Waits until no other transaction holds the row. Whoever locks more locks the session first, so nobody waits in a circle.
     */
    Uni<@Nullable AlertSession> lock(String sessionId) {
        return findById(sessionId, LockModeType.PESSIMISTIC_WRITE);
    }
}
