package io.alerthistory.live;

/** Decides whether a client gets the events that it missed, or one frame that says to read again. */
final class CatchUpRule {

    /** A catch-up has at most so many events. */
    static final int MAX_EVENTS = 1_000;

    private CatchUpRule() {
    }

    /**
     * Whether all events after an id can be sent.
     *
     * @param lastId the client's last id
     * @param found how many events of the channel there are after it, counted up to one more than the maximum
     * @param range which ids were stored after they were counted, so that none of them was deleted before
     */
    static boolean isWhole(long lastId, int found, EventRange range) {
        boolean isOfAnotherDatabase = lastId > range.given();
        return found <= MAX_EVENTS && !range.misses(lastId) && !isOfAnotherDatabase;
    }
}
