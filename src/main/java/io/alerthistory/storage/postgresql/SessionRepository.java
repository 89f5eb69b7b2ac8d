package io.alerthistory.storage.postgresql;

import java.util.function.BooleanSupplier;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;

import org.jspecify.annotations.Nullable;

import io.alerthistory.session.AlertSession;
import io.alerthistory.storage.mapping.SearchUpdate;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;

/** Sessions as managed entities. */
@ApplicationScoped
class SessionRepository implements PanacheRepositoryBase<AlertSession, String> {

    private static final String SEARCH_UPDATE = SearchUpdate.sql(number -> "?" + number);

    /**
     * Waits until no other transaction holds the row. Whoever locks more locks the session first, so nobody waits in a circle.
     */
    Uni<@Nullable AlertSession> lock(String sessionId) {
        return findById(sessionId, LockModeType.PESSIMISTIC_WRITE).invoke(session -> {
            if (session != null) {
                session.searchedFields = SearchUpdate.stored(session);
            }
        });
    }

    /**
     * Writes what changed. A session shows its stages, so its version grows with theirs, also where no counter did.
     *
     * @param touched asked after the writing: whether a stage changed
     * @return the session as it is now
     */
    Uni<AlertSession> flushAndTouch(AlertSession session, BooleanSupplier touched) {
        long before = session.version;
        return flushChanged(session).chain(() -> touched.getAsBoolean() && session.version == before
                ? touch(session)
                : Uni.createFrom().item(session));
    }

    /** Writes what changed on a session that was locked, and keeps its search document. */
    Uni<Void> flushChanged(AlertSession session) {
        SearchUpdate search = SearchUpdate.of(session.searchedFields, session);
        if (!search.isNeeded()) {
            return flush();
        }
        session.searchedFields = search.after();
        return flush().chain(this::getSession)
                .chain(entities -> entities.createNativeQuery(SEARCH_UPDATE).setParameter(1, search.after())
                        .setParameter(2, search.rest()).setParameter(3, session.sessionId).executeUpdate())
                .replaceWithVoid();
    }

    /** A forced increment would do, but Hibernate Reactive forgets the naming strategy there. */
    private Uni<AlertSession> touch(AlertSession session) {
        String searched = session.searchedFields;
        return update("version = version + 1 where sessionId = ?1", session.sessionId)
                .chain(updated -> getSession().invoke(entities -> entities.detach(session)))
                .chain(entities -> findById(session.sessionId)).invoke(found -> found.searchedFields = searched);
    }
}
