package io.alerthistory.live;

import org.jspecify.annotations.Nullable;

/**
 * An event that can be read again until EVENT_RETENTION_HOURS delete it.
 *
 * @param id its number; those of later commits are higher
 * @param sessionId of the session that it is about; null for none
 * @param alertType of that session; null when it has none or there is none
 * @param fingerprint of the alert that it is about; null for none
 * @param type as docs/live.md lists them, such as session.created
 * @param fields the members that its type has beside type, session_id, timestamp_us and id: the text of a JSON object
 * @param timestampUs when it was written, microseconds since the epoch
 */
public record StoredEvent(long id, @Nullable String sessionId, @Nullable String alertType, @Nullable String fingerprint,
        String type, String fields, long timestampUs) {
}
