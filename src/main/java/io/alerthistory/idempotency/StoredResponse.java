package io.alerthistory.idempotency;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A response as it was sent.
 *
 * @param status of HTTP
 * @param headers those that the resource set, by name
 * @param body its JSON text; null when there was none
 * @param subjectId the session or the chat that it shows; null when it shows neither
 */
public record StoredResponse(int status, Map<String, String> headers, @Nullable String body, @Nullable String subjectId) {

    /** A response that shows neither a session nor a chat, or that is only replayed. */
    public StoredResponse(int status, Map<String, String> headers, @Nullable String body) {
        this(status, headers, body, null);
    }
}
