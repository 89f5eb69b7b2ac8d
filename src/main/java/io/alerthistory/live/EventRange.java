package io.alerthistory.live;

import org.jspecify.annotations.Nullable;

/**
 * The events that are stored.
 *
 * @param oldest the lowest id; when there are none, the one that the next event will have at the earliest
 * @param newest the highest id that was ever given; 0 when there was none
 */
public record EventRange(long oldest, long newest) {

    /** The same of what a database has: null for no event, and for no id that was ever given. */
    public static EventRange of(@Nullable Long oldest, @Nullable Long newest) {
        long last = newest == null ? 0 : newest;
        return new EventRange(oldest == null ? last + 1 : oldest, last);
    }

    /** Whether events after an id may be gone. */
    public boolean misses(long id) {
        return id + 1 < oldest;
    }
}
