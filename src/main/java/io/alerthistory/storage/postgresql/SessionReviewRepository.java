package io.alerthistory.storage.postgresql;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;

/** Reviews as entities. */
@ApplicationScoped
class SessionReviewRepository implements PanacheRepositoryBase<SessionReviewRow, String> {

    Uni<List<SessionReviewRow>> of(List<String> sessionIds) {
        return list("sessionId in ?1", sessionIds);
    }
}
