package io.alerthistory.storage.postgresql;

import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;

import org.jspecify.annotations.Nullable;

import io.alerthistory.session.AlertSession;
import io.alerthistory.storage.mapping.ChangingTexts;
import io.alerthistory.storage.mapping.RowKey;
import io.alerthistory.storage.mapping.SearchUpdate;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;

/** Sessions as managed entities. */
@ApplicationScoped
class SessionRepository implements PanacheRepositoryBase<AlertSession, String> {

    private static final String SEARCH_UPDATE = SearchUpdate.sql(PostgresDialect.OF_ENTITIES);

    /**
     * Waits until no other transaction holds the row. Every transaction locks the session before other rows, so there is no
     * deadlock. The texts of the row are not read.
     */
    Uni<@Nullable LockedSession> lock(String sessionId) {
        return findById(sessionId, LockModeType.PESSIMISTIC_WRITE).map(session -> session == null ? null
                : LockedSession.of(session));
    }

    /**
     * The same with its texts.
     *
     * @param compared the large ones that are needed
     */
    Uni<@Nullable LockedSession> lockWithTexts(String sessionId, Set<String> compared) {
        return findById(sessionId, LockModeType.PESSIMISTIC_WRITE).onItem().ifNotNull()
                .transformToUni(session -> EntityTexts.read(ChangingTexts.OF_SESSIONS, compared, session, RowKey.of(sessionId)))
                .map(session -> session == null ? null : LockedSession.of(session));
    }

    /**
     * Writes what changed. A session shows its stages, so its version grows with theirs, also where no counter did.
     *
     * @param touched asked after the writing: whether a stage changed
     * @return the session as it is now
     */
    Uni<LockedSession> flushAndTouch(LockedSession locked, BooleanSupplier touched) {
        AlertSession session = locked.session();
        long before = session.version;
        return flush().chain(() -> {
            List<ChangingTexts.Change> changes = locked.changes();
            boolean versioned = session.version == before && (!changes.isEmpty() || touched.getAsBoolean());
            return EntityTexts.write(ChangingTexts.OF_SESSIONS, changes, versioned, RowKey.of(session.sessionId))
                    .chain(() -> search(locked)).chain(() -> versioned ? again(session) : Uni.createFrom().item(session))
                    .map(LockedSession::of);
        });
    }

    /** Keeps the search document of a session. */
    private Uni<Void> search(LockedSession locked) {
        SearchUpdate search = locked.search();
        if (!search.isNeeded()) {
            return Uni.createFrom().voidItem();
        }
        return getSession().chain(entities -> entities.createNativeQuery(SEARCH_UPDATE).setParameter(1, search.after())
                .setParameter(2, search.rest()).setParameter(3, locked.session().sessionId).executeUpdate())
                .replaceWithVoid();
    }

    /** Reads an entity again whose version grew without it: Hibernate Reactive cannot force an increment. */
    private Uni<AlertSession> again(AlertSession session) {
        return getSession().invoke(entities -> entities.detach(session)).chain(() -> findById(session.sessionId))
                .invoke(found -> ChangingTexts.OF_SESSIONS.copy(session, found));
    }
}
