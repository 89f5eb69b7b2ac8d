package io.alerthistory.idempotency;

/**
 * A request under a key.
 *
 * @param key the client's name for it
 * @param digest of what was asked: method, path, query and body
 */
public record KeyedRequest(String key, String digest) {
}
