package io.alerthistory.live;

import org.jspecify.annotations.Nullable;

/**
 * Which events to read. Each component that is not null must match.
 *
 * @param typePrefix what the type begins with
 * @param sessionId of the session
 * @param alertType of the session
 * @param fingerprint of the alert
 * @param channel whose events
 */
public record EventFilter(@Nullable String typePrefix, @Nullable String sessionId, @Nullable String alertType,
        @Nullable String fingerprint, @Nullable Channel channel) {

    /** All events. */
    public static final EventFilter ALL = new EventFilter(null, null, null, null, null);

    /** The events of a channel. */
    public static EventFilter of(Channel channel) {
        return new EventFilter(null, null, null, null, channel);
    }

    /** What of it an index finds: the session and the channel. */
    public EventFilter indexed() {
        return new EventFilter(null, sessionId, null, null, channel);
    }

    /** Whether an event matches. */
    public boolean matches(StoredEvent event) {
        return (typePrefix == null || event.type().startsWith(typePrefix))
                && (sessionId == null || sessionId.equals(event.sessionId()))
                && (alertType == null || alertType.equals(event.alertType()))
                && (fingerprint == null || fingerprint.equals(event.fingerprint()))
                && (channel == null || channel.has(event.type(), event.sessionId()));
    }
}
