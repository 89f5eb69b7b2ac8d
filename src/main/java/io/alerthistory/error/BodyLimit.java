package io.alerthistory.error;

/** The contract's limit of a JSON body. */
public final class BodyLimit {

    public static final long BYTES = 10_485_760;

    private BodyLimit() {
    }

    /** The problem of a body that has more. */
    public static ProblemException exceeded() {
        return new ProblemException(ErrorCode.TOO_LARGE, "The body has more than the " + BYTES + " bytes that are taken");
    }
}
