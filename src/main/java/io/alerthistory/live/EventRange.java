package io.alerthistory.live;

import org.jspecify.annotations.Nullable;

/**
 * The events that are stored.
 *
 * @param oldest the lowest id; when there are none, the one after the highest that was given
 * @param newest the highest id that can be read; 0 when there is none. Lower ones do not come any more
 * @param given the highest id that was ever given, also to events that cannot be read yet, or any more; 0 when there was none
 */
public record EventRange(long oldest, long newest, long given) {

    /** The same of what a database has: null for no event, and for no id that was ever given. */
    public static EventRange of(@Nullable Long oldest, @Nullable Long newest, @Nullable Long given) {
        long visible = newest == null ? 0 : newest;
        long last = Math.max(visible, given == null ? 0 : given);
        return new EventRange(oldest == null ? last + 1 : oldest, visible, last);
    }

    /** Whether events after an id may be gone. */
    public boolean misses(long id) {
        return id + 1 < oldest;
    }
}
