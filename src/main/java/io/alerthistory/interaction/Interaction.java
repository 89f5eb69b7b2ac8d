package io.alerthistory.interaction;

import org.jspecify.annotations.Nullable;

/** One call of an investigation, as it is stored. */
public sealed interface Interaction permits LlmInteraction, McpInteraction {

    /** The client's name for it, unique in the whole history. */
    String id();

    String sessionId();

    @Nullable
    String stageExecutionId();

    /** The end of the call, microseconds since the epoch. */
    long timestampUs();

    /** Its number in the session, in the order of arrival. */
    long seq();

    /** Of everything the client said; the service's own fields (seq, and a timestamp it filled in) left out. */
    String digest(boolean withTimestamp);
}
