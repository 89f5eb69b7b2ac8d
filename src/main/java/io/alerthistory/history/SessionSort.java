package io.alerthistory.history;

import java.util.Arrays;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * The order of a list. Nulls come last in both directions, and session_id decides between equals in the direction of the sort.
 */
public record SessionSort(Key key, boolean ascending) {

    public static final SessionSort NEWEST_FIRST = new SessionSort(Key.STARTED_AT_US, false);

    /** What a list can be sorted by. */
    public enum Key {
        STARTED_AT_US,
        STATUS,
        ALERT_TYPE,
        AGENT_TYPE,
        AUTHOR,
        DURATION_MS,
        COMPLETED_AT_US
    }

    /** An unsupported or missing key gives the newest first, whatever the direction; a missing direction is descending. */
    public static SessionSort of(@Nullable String sortBy, @Nullable String sortOrder) {
        return Arrays.stream(Key.values()).filter(key -> key.name().toLowerCase(Locale.ROOT).equals(sortBy)).findFirst()
                .map(key -> new SessionSort(key, "asc".equalsIgnoreCase(sortOrder))).orElse(NEWEST_FIRST);
    }
}
