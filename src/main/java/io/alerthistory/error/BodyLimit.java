package io.alerthistory.error;

/** The maximum size of a JSON body, part of the contract. */
public final class BodyLimit {

    public static final long BYTES = 10_485_760;

    private BodyLimit() {
    }

    /** The problem of a body that exceeds the limit. */
    public static ProblemException exceeded() {
        return new ProblemException(ErrorCode.TOO_LARGE, "The body must have at most " + BYTES + " bytes");
    }
}
