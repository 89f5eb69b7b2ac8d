package io.alerthistory.storage.postgresql;

import java.util.List;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import io.alerthistory.session.StageExecution;
import io.alerthistory.session.StageStore;
import io.alerthistory.storage.mapping.ChangingTexts;
import io.alerthistory.storage.mapping.ChatQueries;
import io.alerthistory.storage.mapping.RowKey;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;

/** Stages as managed entities. */
@ApplicationScoped
class StageRepository implements PanacheRepositoryBase<StageExecution, String> {

    private static final String MISPLACED = ChatQueries.misplaced(PostgresDialect.OF_ENTITIES);

    /** A stage with its texts, of large ones with those that are compared. */
    Uni<@Nullable StageExecution> findInSession(String sessionId, String executionId, Set<String> compared) {
        return findInSession(sessionId, executionId).onItem().ifNotNull().transformToUni(
                stage -> EntityTexts.read(ChangingTexts.OF_STAGES, compared, stage, RowKey.in(sessionId, executionId)));
    }

    /** A stage without its texts. */
    Uni<@Nullable StageExecution> findInSession(String sessionId, String executionId) {
        return find("sessionId = ?1 and executionId = ?2", sessionId, executionId).firstResult();
    }

    /**
     * The stage that has an execution_id, without its texts: of this session, or else of another one, for then it is taken. The
     * one look-up by the identifier alone.
     */
    Uni<@Nullable StageExecution> findTaken(String sessionId, String executionId) {
        return find("executionId = ?1 order by case when sessionId = ?2 then 0 else 1 end", executionId, sessionId)
                .firstResult();
    }

    /** Fails unless the chat that the stage names is its session's, and the message that chat's. */
    Uni<Void> requireOwnChat(StageExecution stage) {
        if (!stage.isChat()) {
            return Uni.createFrom().voidItem();
        }
        return getSession().flatMap(entities -> entities.createNativeQuery(MISPLACED, String.class)
                .setParameter(1, stage.sessionId).setParameter(2, stage.chatId).setParameter(3, stage.chatUserMessageId)
                .getSingleResultOrNull()).invoke(ChatQueries::requireOwn).replaceWithVoid();
    }

    /** All stages of a session without their texts; fails when there are too many. */
    Uni<List<StageExecution>> listOfSession(String sessionId) {
        return find("sessionId", sessionId).range(0, StageStore.MAX_TOGETHER).list().invoke(stages -> {
            if (stages.size() > StageStore.MAX_TOGETHER) {
                throw StageStore.tooMany();
            }
            stages.forEach(ChangingTexts::leaveOutput);
        });
    }
}
