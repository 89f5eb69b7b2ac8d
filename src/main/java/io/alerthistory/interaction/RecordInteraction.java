package io.alerthistory.interaction;

import org.jspecify.annotations.Nullable;

import io.alerthistory.error.ProblemException;
import io.alerthistory.redaction.Redaction;

/** One element of the body of a POST of interactions. */
public sealed interface RecordInteraction<T extends Interaction> permits RecordLlmInteraction, RecordMcpInteraction {

    @Nullable
    Long timestampUs();

    /** The same without what matches a pattern, in payloads and texts. Before limits apply: they may cut a match in two. */
    RecordInteraction<T> redacted(Redaction redaction);

    /**
     * Makes the interaction.
     *
     * @param nowUs the timestamp when the client sends none, microseconds since the epoch
     * @param limits applied to the payloads
     */
    T toInteraction(String sessionId, long nowUs, PayloadLimits limits);

    /**
     * Makes the interaction, and refuses payloads that exceed a limit.
     *
     * @throws ProblemException 422 with every payload that exceeds its limit
     */
    default T toInteraction(String sessionId, long nowUs) {
        return PayloadLimits.apply(limits -> toInteraction(sessionId, nowUs, limits));
    }
}
