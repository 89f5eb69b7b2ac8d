package io.alerthistory.storage.postgresql;

import java.util.function.BooleanSupplier;

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

    /**
     * Writes what changed. A session shows its stages, so its version grows with theirs, also where no counter did.
     *
     * @param touched asked after the writing: whether a stage changed
     * @return the session as it is now
     */
    Uni<AlertSession> flushAndTouch(AlertSession session, BooleanSupplier touched) {
        long before = session.version;
        return flush().chain(() -> touched.getAsBoolean() && session.version == before
                ? touch(session)
                : Uni.createFrom().item(session));
    }

    /** A forced increment would do, but Hibernate Reactive forgets the naming strategy there. */
    private Uni<AlertSession> touch(AlertSession session) {
        return update("version = version + 1 where sessionId = ?1", session.sessionId)
                .chain(updated -> getSession().invoke(entities -> entities.detach(session)))
                .chain(entities -> findById(session.sessionId));
    }
}
