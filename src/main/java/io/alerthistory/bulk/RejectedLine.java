package io.alerthistory.bulk;

import io.alerthistory.error.ErrorCode;
import io.alerthistory.error.ProblemException;

/**
 * A line that was not stored.
 *
 * @param line its place among all lines, from 1
 * @param code what kind of defect
 * @param message what to change
 */
public record RejectedLine(long line, String code, String message) {

    private static final int LONGEST_MESSAGE = 1000;

    static RejectedLine of(long line, ProblemException problem) {
        return new RejectedLine(line, code(problem.code()).code(), shortened(problem.detail()));
    }

    /** It may quote the line, which may be long. */
    private static String shortened(String message) {
        if (message.length() <= LONGEST_MESSAGE) {
            return message;
        }
        boolean splitsACharacter = Character.isHighSurrogate(message.charAt(LONGEST_MESSAGE - 1));
        return message.substring(0, splitsACharacter ? LONGEST_MESSAGE - 1 : LONGEST_MESSAGE);
    }

    /** A line has fewer codes than a request, whose status says more. */
    private static ErrorCode code(ErrorCode code) {
        return switch (code) {
            case SESSION_NOT_FOUND -> ErrorCode.UNKNOWN_SESSION;
            case UNKNOWN_STAGE -> ErrorCode.INVALID_FIELD;
            case FORBIDDEN_TRANSITION -> ErrorCode.CONFLICT;
            default -> code;
        };
    }
}
