package io.alerthistory.abuse;

/**
 * What came of a request.
 *
 * @param status of the answer, or one of the constants
 * @param type the answer's Content-Type
 * @param complete whether the answer's body came whole
 * @param sent bytes of the request's body that could be written
 * @param received bytes of the answer's body
 * @param beginning of the answer's body
 * @param problem what went wrong while reading, for people
 */
record Outcome(int status, String type, boolean retryAfter, boolean complete, boolean inTime, long sent, long received,
        String beginning, String problem) {

    /** The connection was closed or refused without an answer. */
    static final int CLOSED = 0;

    /** There was no answer while the client had patience. */
    static final int SILENT = -1;

    /** What is wrong with an outcome, in the order of the checks. */
    enum Fault {
        NONE,
        CLOSED,
        SILENT,
        CUT,
        UNFINISHED,
        PLAIN,
        STATUS
    }

    static Outcome none(int status, long sent, String problem) {
        return new Outcome(status, "", false, false, status == CLOSED, sent, 0, "", problem);
    }

    boolean ok() {
        return status / 100 == 2 && complete;
    }

    boolean isProblem() {
        return type.startsWith("application/problem+json");
    }

    Fault fault() {
        if (status == CLOSED) {
            return Fault.CLOSED;
        }
        if (status == SILENT) {
            return Fault.SILENT;
        }
        boolean refused = status / 100 == 4 || status == 503;
        if (status / 100 != 2 && status != 304 && !refused) {
            return Fault.STATUS;
        }
        if (!complete) {
            return inTime ? Fault.CUT : Fault.UNFINISHED;
        }
        return refused && (!isProblem() || status == 503 && !retryAfter) ? Fault.PLAIN : Fault.NONE;
    }

    /** Short, for the table. */
    String label() {
        return switch (fault()) {
            case CLOSED -> "closed";
            case SILENT -> "silent";
            case CUT -> status + " cut";
            case UNFINISHED -> status + " unfinished";
            case PLAIN -> status + (isProblem() ? " without Retry-After" : " no problem");
            default -> String.valueOf(status);
        };
    }

    @Override
    public String toString() {
        return label() + ", sent " + sent + ", received " + received + (problem.isEmpty() ? "" : ", " + problem)
                + (status / 100 == 2 || beginning.isEmpty() ? ""
                        : ": " + beginning.substring(0, Math.min(300, beginning.length())));
    }
}
