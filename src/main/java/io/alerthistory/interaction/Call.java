package io.alerthistory.interaction;

import org.jspecify.annotations.Nullable;

/**
 * What every call of an investigation has.
 *
 * @param id the identifier that the client chose, unique in the whole history
 * @param timestampUs the end of the call, microseconds since the epoch
 * @param durationMs milliseconds
 * @param truncated whether a payload was truncated at the client's request
 * @param seq its number in the session, in order of arrival; 0 before it is stored
 */
public record Call(String id, String sessionId, @Nullable String stageExecutionId, long timestampUs, long durationMs,
        boolean success, @Nullable String errorMessage, boolean truncated, long seq) {

    Call numbered(long number) {
        return new Call(id, sessionId, stageExecutionId, timestampUs, durationMs, success, errorMessage, truncated, number);
    }
}
