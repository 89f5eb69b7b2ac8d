package io.alerthistory.interaction;

import org.jspecify.annotations.Nullable;

import io.alerthistory.error.ErrorCode;
import io.alerthistory.error.ProblemException;
import io.alerthistory.session.SessionStatus;

/** One call of an investigation, as it is stored. */
public sealed interface Interaction permits LlmInteraction, McpInteraction {

    /** The client's name for it, unique in the whole history. */
    String id();

    InteractionKind kind();

    String sessionId();

    @Nullable
    String stageExecutionId();

    /** The end of the call, microseconds since the epoch. */
    long timestampUs();

    /** Its number in the session, in the order of arrival. */
    long seq();

    /** Of everything the client said but the timestamp, which the service may have filled in. */
    String digest();

    /** The same with its number in the session. */
    Interaction numbered(long number);

    /**
     * Checks a new interaction against the state of its session.
     *
     * @param completedAtUs when the session ended, microseconds since the epoch; null while it goes on
     * @param ofChat whether it names a chat stage
     * @throws ProblemException 409 when the session has ended and this is neither a chat's nor older than the end
     */
    default void requireOpen(SessionStatus status, @Nullable Long completedAtUs, boolean ofChat) {
        if (completedAtUs != null && timestampUs() > completedAtUs && !ofChat) {
            throw new ProblemException(ErrorCode.FORBIDDEN_TRANSITION, "Session is " + status.jsonName()
                    + " and takes only interactions of its chat and those that ended before it did; " + id() + " did not");
        }
    }
}
