package io.alerthistory.storage.postgresql;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import io.alerthistory.session.StageExecution;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;

/** Stages as managed entities. */
@ApplicationScoped
class StageRepository implements PanacheRepositoryBase<StageExecution, String> {

    Uni<@Nullable StageExecution> findInSession(String sessionId, String executionId) {
        return find("sessionId = ?1 and executionId = ?2", sessionId, executionId).firstResult();
    }

    Uni<List<StageExecution>> listOfSession(String sessionId) {
        return list("sessionId", sessionId);
    }
}
