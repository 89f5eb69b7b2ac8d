package io.alerthistory.history;

/**
 * A window of a session's interactions, in the order of their arrival.
 *
 * @param afterSeq the window starts behind this seq; 0 for the first one
 * @param limit the maximum number of events, from 1 to {@link #MAX_LIMIT}
 */
public record TraceQuery(String sessionId, long afterSeq, int limit) {

    /** The maximum number of events of a window. */
    public static final int MAX_LIMIT = 1_000;

    /**
     * Bytes of the names and descriptions of a window, which has one event at least. Names of a usual length are a fifth of it
     * in {@link #MAX_LIMIT} events.
     */
    public static final int MAX_TEXT_BYTES = 524_288;

    /** Characters of a description that are shown. */
    public static final int MAX_DESCRIPTION = 500;
}
