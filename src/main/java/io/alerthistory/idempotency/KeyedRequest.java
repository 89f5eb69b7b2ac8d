package io.alerthistory.idempotency;

/**
 * A request with an idempotency key.
 *
 * @param digest of method, path, query and body
 */
public record KeyedRequest(String key, String digest) {
}
