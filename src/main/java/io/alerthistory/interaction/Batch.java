package io.alerthistory.interaction;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.alerthistory.error.ProblemException;
import io.alerthistory.session.SessionStatus;

/**
 * Interactions of one kind that are appended to one session, all or none.
 *
 * @param interactions at least one
 * @param untimed the ids of the interactions whose timestamp the service filled in
 * @param receivedAtUs when the batch arrived, microseconds since the epoch: the session's last heartbeat
 */
public record Batch<T extends Interaction>(String sessionId, InteractionKind kind, List<T> interactions, Set<String> untimed,
        long receivedAtUs) {

    public List<String> ids() {
        return interactions.stream().map(Interaction::id).distinct().toList();
    }

    /** Whether an id occurs twice; such a batch cannot be stored by the single insert statement. */
    public boolean repeatsItself() {
        return ids().size() < interactions.size();
    }

    /**
     * Returns the interactions that are new.
     *
     * @param known what is stored under their ids
     * @throws ProblemException 409 when an id is stored with other content
     */
    public List<T> withoutDuplicates(Collection<ExistingInteraction> known) {
        Map<String, ExistingInteraction> seen = new HashMap<>();
        known.forEach(stored -> seen.merge(stored.id(), stored,
                (one, other) -> one.sessionId().equals(sessionId) ? one : other)); // prefers this session's interaction when another session has the same id
        Map<String, T> fresh = new LinkedHashMap<>();
        for (T interaction : interactions) {
            String id = interaction.id();
            T twin = fresh.get(id);
            if (twin != null) {
                seen.computeIfAbsent(id, first -> ExistingInteraction.of(twin));
            }
            ExistingInteraction other = seen.get(id);
            if (other == null) {
                fresh.put(id, interaction);
            } else {
                other.requireRepeat(interaction, !untimed.contains(id));
            }
        }
        return List.copyOf(fresh.values());
    }

    /**
     * Checks new interactions against the status of their session.
     *
     * @param chatStages the chat stages among the stages they name
     * @throws ProblemException 409 when the session has ended and one of them neither belongs to a chat nor ended
     *         before the session
     */
    public void requireOpen(List<T> fresh, SessionStatus status, @Nullable Long completedAtUs, Set<String> chatStages) {
        for (T interaction : fresh) {
            interaction.requireOpen(status, completedAtUs,
                    interaction.stageExecutionId() != null && chatStages.contains(interaction.stageExecutionId()));
        }
    }
}
