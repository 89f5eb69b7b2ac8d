package io.alerthistory.erasure;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.alerthistory.interaction.InteractionKind;
import io.smallrye.mutiny.Uni;

/** The port for erasures. Every method is one transaction; none touches a session on hold. */
public interface EraseStore {

    /** Finds sessions that match and are not on hold, in no order. */
    Uni<List<EraseCandidate>> find(EraseMatch match, int max);

    /** Counts the sessions that match and are on hold. */
    Uni<Long> countHeld(EraseMatch match);

    /** Counts what {@link #delete} would delete. */
    Uni<ErasedRows> count(List<String> sessionIds);

    /** Deletes sessions with everything that belongs to them; stored responses lose what they show of them. */
    Uni<ErasedRows> delete(List<String> sessionIds);

    /**
     * Redacts the interactions of sessions after a place.
     *
     * @param max the number of interactions
     * @return the place of the last one; null when there are no more
     */
    Uni<@Nullable InteractionPlace> redactInteractions(List<String> sessionIds, InteractionKind kind, InteractionPlace after,
            int max);

    /**
     * Redacts everything else of sessions, deletes their events, and redacts what stored responses show of them. A session
     * that was redacted by it may not match any more, so it comes last.
     *
     * @param nowUs microseconds since the epoch
     */
    Uni<ErasedRows> redact(List<String> sessionIds, long nowUs);

    /** Counts the alerts that have a label. */
    Uni<Long> countAlerts(EraseLabel label);

    /**
     * Erases alerts that have a label, and the texts of silences that name it. Alerts are deleted with their episodes and
     * what belongs to them, or keep their episodes without labels, texts and those who acknowledged. Notifications of these
     * alerts stay without their group.
     *
     * @param max the maximum number of alerts
     * @return the number of alerts; less than {@code max} when none is left
     */
    Uni<Integer> eraseAlerts(EraseLabel label, EraseMode mode, int max);

    /** Counts what a person did to alerts. */
    Uni<ErasedActs> countActs(String author);

    /** Takes a person out of acknowledgements and silences, with what the person wrote there. They stay acts of somebody. */
    Uni<ErasedActs> eraseActs(String author);

    /**
     * Removes what the database itself still keeps of erased values where nobody reads them: a step of a few milliseconds.
     *
     * @return whether there is more to remove
     */
    Uni<Boolean> clean();
}
