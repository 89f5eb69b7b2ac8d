package io.alerthistory.bulk;

import io.alerthistory.error.ErrorCode;
import io.alerthistory.error.ProblemException;

/**
 * A line that was not stored.
 *
 * @param line its number in the upload, from 1
 * @param code the kind of error
 * @param message what to change
 */
public record RejectedLine(long line, String code, String message) {

    private static final int MAX_MESSAGE_LENGTH = 1000;

    static RejectedLine of(long line, ProblemException problem) {
        return new RejectedLine(line, code(problem.code()).code(), shortened(problem.detail()));
    }

    /** Truncates a message, which may quote a long line. */
    private static String shortened(String message) {
        if (message.length() <= MAX_MESSAGE_LENGTH) {
            return message;
        }
        boolean splitsACharacter = Character.isHighSurrogate(message.charAt(MAX_MESSAGE_LENGTH - 1));
        return message.substring(0, splitsACharacter ? MAX_MESSAGE_LENGTH - 1 : MAX_MESSAGE_LENGTH);
    }

    /** Maps the code of a request's problem to one of a line, which has no status to distinguish them. */
    private static ErrorCode code(ErrorCode code) {
        return switch (code) {
            case SESSION_NOT_FOUND -> ErrorCode.UNKNOWN_SESSION;
            case UNKNOWN_STAGE -> ErrorCode.INVALID_FIELD;
            case FORBIDDEN_TRANSITION -> ErrorCode.CONFLICT;
            default -> code;
        };
    }
}
