package io.alerthistory.idempotency;

/**
 * A response with a secret, which is not stored under an idempotency key. A repeated request changes nothing more, and gets
 * the response without the secret.
 */
public interface HasSecret {

    /** The same response without its secret. */
    Object withoutSecret();
}
