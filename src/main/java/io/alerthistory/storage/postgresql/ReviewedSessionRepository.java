package io.alerthistory.storage.postgresql;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;

/** Sessions as reviews change them. */
@ApplicationScoped
class ReviewedSessionRepository implements PanacheRepositoryBase<ReviewedSessionRow, String> {

    /** Locks sessions in one order, so that two who have some in common wait for each other at the first of them. */
    Uni<List<ReviewedSessionRow>> lock(List<String> sessionIds) {
        return find("sessionId in ?1 order by sessionId", sessionIds).withLock(LockModeType.PESSIMISTIC_WRITE).list();
    }
}
