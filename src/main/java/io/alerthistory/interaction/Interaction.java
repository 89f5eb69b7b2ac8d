package io.alerthistory.interaction;

import org.jspecify.annotations.Nullable;

import io.alerthistory.error.ErrorCode;
import io.alerthistory.error.ProblemException;
import io.alerthistory.session.SessionStatus;

/** A stored call of an investigation. */
public sealed interface Interaction permits LlmInteraction, McpInteraction {

    /** What it has in common with every other call. */
    Call call();

    InteractionKind kind();

    /** The identifier that the client chose, unique in the whole history. */
    default String id() {
        return call().id();
    }

    /** The session that it belongs to. */
    default String sessionId() {
        return call().sessionId();
    }

    /** The stage that it belongs to; null when it names none. */
    default @Nullable String stageExecutionId() {
        return call().stageExecutionId();
    }

    /** The end of the call, microseconds since the epoch. */
    default long timestampUs() {
        return call().timestampUs();
    }

    /** Its number in the session, in order of arrival. */
    default long seq() {
        return call().seq();
    }

    /** The digest of everything that the client sent, except the timestamp, which the service may have filled in. */
    String digest();

    /** Returns the same interaction with its number in the session. */
    Interaction numbered(long number);

    /**
     * Checks a new interaction against the status of its session.
     *
     * @param completedAtUs when the session ended, microseconds since the epoch; null while it is in progress
     * @param ofChat whether the interaction names a chat stage
     * @throws ProblemException 409 when the session has ended and the interaction neither belongs to a chat nor ended
     *         before the session
     */
    default void requireOpen(SessionStatus status, @Nullable Long completedAtUs, boolean ofChat) {
        if (completedAtUs != null && timestampUs() > completedAtUs && !ofChat) {
            throw new ProblemException(ErrorCode.FORBIDDEN_TRANSITION, "Session is " + status.jsonName()
                    + " and takes only interactions of its chat and those that ended before it did; " + id() + " did not");
        }
    }
}
