package io.alerthistory.history;

import java.util.List;

import io.alerthistory.interaction.Interaction;
import io.alerthistory.interaction.InteractionKind;
import io.alerthistory.interaction.Tokens;

/**
 * What is known of the interactions of one stage without reading them.
 *
 * @param durationMs of all together, milliseconds
 */
public record TimelineFigures(InteractionKind kind, int count, long durationMs,
        Tokens tokens) {

    /** The figures of interactions of one kind. */
    static TimelineFigures of(InteractionKind kind, List<? extends Interaction> interactions) {
        long duration = 0;
        for (Interaction interaction : interactions) {
            duration += interaction.call().durationMs();
        }
        return new TimelineFigures(kind, interactions.size(), duration, Tokens.of(interactions));
    }
}
