package io.alerthistory.history;

import java.util.Arrays;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * The order of a list. Nulls come last in both directions, and session_id decides between equals in the direction of the sort.
 * Durations compare by the millisecond, as they are shown; what still runs has lasted from the millisecond of its start to the
 * present one.
 */
public record SessionSort(Key key, boolean ascending) {

    public static final SessionSort NEWEST_FIRST = new SessionSort(Key.STARTED_AT_US, false);

    /** What a list can be sorted by. */
    public enum Key {
        STARTED_AT_US(true, false),
        STATUS(false, false),
        ALERT_TYPE(false, true),
        AGENT_TYPE(false, false),
        AUTHOR(false, true),
        DURATION_MS(true, false),
        COMPLETED_AT_US(true, true),
        /** By the latest score. */
        SCORE(true, true);

        private final boolean numeric;
        private final boolean nullable;

        Key(boolean numeric, boolean nullable) {
            this.numeric = numeric;
            this.nullable = nullable;
        }

        /** The name in the API. */
        public String jsonName() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The column of what is sorted by a column. */
        public String column() {
            return this == SCORE ? "latest_score" : jsonName();
        }

        /** Whether a value of a cursor can be one of this key's. */
        boolean takes(@Nullable Object value) {
            return value == null ? nullable : numeric == value instanceof Long;
        }
    }

    /**
     * Where a session stands in this order.
     *
     * @param nowUs the end of what still runs
     */
    Cursor.Place place(SessionOverview session, long nowUs) {
        return new Cursor.Place(switch (key) {
            case STARTED_AT_US -> session.startedAtUs();
            case STATUS -> session.status().jsonName();
            case ALERT_TYPE -> session.alertType();
            case AGENT_TYPE -> session.agentType();
            case AUTHOR -> session.author();
            case COMPLETED_AT_US -> session.completedAtUs();
            case SCORE -> session.latestScore();
            case DURATION_MS -> session.durationMs() == null ? Long.valueOf(nowUs / 1000 - session.startedAtUs() / 1000)
                    : session.durationMs();
        }, session.sessionId());
    }

    /**
     * An unsupported or missing key lists the newest sessions first and ignores the direction. A missing direction is
     * descending.
     */
    public static SessionSort of(@Nullable String sortBy, @Nullable String sortOrder) {
        return Arrays.stream(Key.values()).filter(key -> key.jsonName().equals(sortBy)).findFirst()
                .map(key -> new SessionSort(key, "asc".equalsIgnoreCase(sortOrder))).orElse(NEWEST_FIRST);
    }
}
