package io.alerthistory.interaction;

import org.jspecify.annotations.Nullable;

/** One element of the body of a POST of interactions. */
public sealed interface RecordInteraction<T extends Interaction> permits RecordLlmInteraction, RecordMcpInteraction {

    @Nullable
    Long timestampUs();

    /** The interaction to be stored; its timestamp is now when the client gave none. */
    T toInteraction(String sessionId, long nowUs);
}
