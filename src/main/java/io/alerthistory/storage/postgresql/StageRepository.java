package io.alerthistory.storage.postgresql;

import java.util.List;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import io.alerthistory.session.StageExecution;
import io.alerthistory.storage.mapping.ChangingTexts;
import io.alerthistory.storage.mapping.ChatQueries;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;

/** Stages as managed entities. */
@ApplicationScoped
class StageRepository implements PanacheRepositoryBase<StageExecution, String> {

    private static final String MISPLACED = ChatQueries.misplaced(number -> "?" + number);

    /** A stage with its texts, of large ones with those that are compared. */
    Uni<@Nullable StageExecution> findInSession(String sessionId, String executionId, Set<String> compared) {
        return find("sessionId = ?1 and executionId = ?2", sessionId, executionId).<StageExecution> firstResult().onItem()
                .ifNotNull()
                .transformToUni(stage -> EntityTexts.read(ChangingTexts.OF_STAGES, compared, stage, executionId));
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

    /** All stages of a session without their texts. */
    Uni<List<StageExecution>> listOfSession(String sessionId) {
        return list("sessionId", sessionId).invoke(stages -> stages.forEach(ChangingTexts::leaveOutput));
    }
}
