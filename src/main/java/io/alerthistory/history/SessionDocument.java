package io.alerthistory.history;

import org.jspecify.annotations.Nullable;

import io.alerthistory.stream.JsonDocument;

/**
 * A session to be sent.
 *
 * @param version the session's; the entity tag
 * @param body a {@link DetailedSession}; null when the client has this version
 */
public record SessionDocument(String sessionId, long version, @Nullable JsonDocument body) {
}
