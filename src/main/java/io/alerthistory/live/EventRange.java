package io.alerthistory.live;

/**
 * The events that are stored.
 *
 * @param oldest the lowest id; when there are none, the one that the next event will have at the earliest
 * @param newest the highest id that was ever given; 0 when there was none
 */
public record EventRange(long oldest, long newest) {

    /** Whether events after an id may be gone. */
    public boolean misses(long id) {
        return id + 1 < oldest;
    }
}
