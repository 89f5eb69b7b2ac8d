package io.alerthistory.idempotency;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A response as it was sent.
 *
 * @param status of HTTP
 * @param headers those that the resource set, by name
 * @param body its JSON text; null when there was none
 */
public record StoredResponse(int status, Map<String, String> headers, @Nullable String body) {
}
