package io.alerthistory.live;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Which events to read. Each component that is there must match.
 *
 * @param typePrefixes what the type begins with, any of them; empty for all types
 * @param sessionId of the session
 * @param alertType of the session
 * @param fingerprint of the alert
 * @param channel whose events
 */
public record EventFilter(List<String> typePrefixes, @Nullable String sessionId, @Nullable String alertType,
        @Nullable String fingerprint, @Nullable Channel channel) {

    /** All events. */
    public static final EventFilter ALL = new EventFilter(List.of(), null, null, null, null);

    /** The events of a channel. */
    public static EventFilter of(Channel channel) {
        return new EventFilter(List.of(), null, null, null, channel);
    }

    /** What of it an index finds: the session, the alert and the channel. */
    public EventFilter indexed() {
        return new EventFilter(List.of(), sessionId, null, fingerprint, channel);
    }

    /** Whether a type is one of those to read. */
    boolean hasType(String type) {
        return typePrefixes.isEmpty() || typePrefixes.stream().anyMatch(type::startsWith);
    }

    /** Whether an event matches. */
    public boolean matches(StoredEvent event) {
        return hasType(event.type())
                && (sessionId == null || sessionId.equals(event.sessionId()))
                && (alertType == null || alertType.equals(event.alertType()))
                && (fingerprint == null || fingerprint.equals(event.fingerprint()))
                && (channel == null || channel.has(event.type(), event.sessionId()));
    }
}
