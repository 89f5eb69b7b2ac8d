package io.alerthistory.http;

/**
 * A resource whose responses have secrets. They are not stored, so an {@code Idempotency-Key} has no effect on its requests.
 */
public interface NeverReplayed {
}
