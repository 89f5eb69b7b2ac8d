package io.alerthistory.storage.postgresql;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;

/** Scores as entities. */
@ApplicationScoped
class SessionScoreRepository implements PanacheRepositoryBase<SessionScoreRow, SessionScoreRow.Key> {

    Uni<List<SessionScoreRow>> latestFirst(String sessionId) {
        return list("sessionId = ?1 order by scoreNumber desc", sessionId);
    }
}
