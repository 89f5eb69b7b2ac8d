package io.alerthistory.interaction;

import org.jspecify.annotations.Nullable;

/** One element of the body of a POST of interactions. */
sealed interface RecordInteraction<T extends Interaction> permits RecordLlmInteraction, RecordMcpInteraction {

    @Nullable
    Long timestampUs();

    T toInteraction(String sessionId, long nowUs);
}
