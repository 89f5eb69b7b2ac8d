package io.alerthistory.storage.postgresql;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;

import org.jspecify.annotations.Nullable;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;

/** Locks alerts. */
@ApplicationScoped
class AlertLockRepository implements PanacheRepositoryBase<AlertLockRow, Long> {

    private static final String OPEN = """
            select max(e.startsAtUs)
            from OpenEpisodeRow e
            where e.alertId = ?1 and e.endsAtUs is null""";

    /**
     * An alert that fires, locked.
     *
     * @param startsAtUs of its open episode
     */
    record Firing(AlertLockRow alert, long startsAtUs) {
    }

    /** Locks an alert; null when it does not fire. */
    Uni<@Nullable Firing> lockFiring(long alertId) {
        return findById(alertId, LockModeType.PESSIMISTIC_WRITE).flatMap(locked -> Panache.getSession()
                .flatMap(session -> session.createQuery(OPEN, Long.class).setParameter(1, alertId).getSingleResultOrNull())
                .map(start -> start == null ? null : new Firing(locked, start)));
    }
}
