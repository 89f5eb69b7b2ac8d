package io.alerthistory.live;

import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * A channel of the live protocol.
 *
 * @param sessionId the session whose channel it is; null for another kind
 */
public record Channel(Kind kind, @Nullable String sessionId) {

    /** The channel of the list. */
    public static final Channel SESSIONS = new Channel(Kind.SESSIONS, null);

    /** The channel of workers. */
    public static final Channel CANCELLATIONS = new Channel(Kind.CANCELLATIONS, null);

    private static final String SESSION_PREFIX = "session:";
    /** What the types of the events begin with that are on the channel of the list. */
    public static final String LISTED_PREFIX = "session.";

    /** What workers are asked to cancel. */
    public static final Set<String> CANCELLATION_TYPES = Set.of("session.cancel_requested", "chat.cancel_requested");

    /** What a channel has. */
    public enum Kind {
        /** The events of all sessions whose type begins with {@code session.}. */
        SESSIONS,
        /** All events of one session. */
        SESSION,
        /** What workers are asked to cancel. No other channel has these. */
        CANCELLATIONS
    }

    /** The channel of a session. */
    public static Channel ofSession(String sessionId) {
        return new Channel(Kind.SESSION, sessionId);
    }

    /**
     * Finds a channel by its name.
     *
     * @return null when there is no such channel
     */
    public static @Nullable Channel named(String name) {
        if (name.startsWith(SESSION_PREFIX) && name.length() > SESSION_PREFIX.length()) {
            return ofSession(name.substring(SESSION_PREFIX.length()));
        }
        return switch (name) {
            case "sessions" -> SESSIONS;
            case "cancellations" -> CANCELLATIONS;
            default -> null;
        };
    }

    /** The name by which clients subscribe. */
    public String name() {
        return switch (kind) {
            case SESSIONS -> "sessions";
            case CANCELLATIONS -> "cancellations";
            case SESSION -> SESSION_PREFIX + sessionId;
        };
    }

    /** Whether an event of a type is on the channel. */
    public boolean has(String type, @Nullable String session) {
        boolean isCancellation = CANCELLATION_TYPES.contains(type);
        return switch (kind) {
            case CANCELLATIONS -> isCancellation;
            case SESSIONS -> !isCancellation && type.startsWith(LISTED_PREFIX);
            case SESSION -> !isCancellation && session != null && session.equals(sessionId);
        };
    }
}
