package io.alerthistory.interaction;

import org.jspecify.annotations.Nullable;

import io.alerthistory.error.ProblemException;

/** One element of the body of a POST of interactions. */
public sealed interface RecordInteraction<T extends Interaction> permits RecordLlmInteraction, RecordMcpInteraction {

    @Nullable
    Long timestampUs();

    /**
     * The interaction that is asked for.
     *
     * @param nowUs where the client names no time, microseconds since the epoch
     * @param limits those that the payloads are held to
     */
    T toInteraction(String sessionId, long nowUs, PayloadLimits limits);

    /**
     * The same, refused when a payload exceeds its limit.
     *
     * @throws ProblemException 422 with every payload that does
     */
    default T toInteraction(String sessionId, long nowUs) {
        return PayloadLimits.hold(limits -> toInteraction(sessionId, nowUs, limits));
    }
}
