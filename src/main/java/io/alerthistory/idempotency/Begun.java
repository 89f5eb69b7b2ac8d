package io.alerthistory.idempotency;

/** The state of an idempotency key when a request arrives. */
public sealed interface Begun {

    /** The key was free, or the lock of an earlier attempt expired: the request is to be served. */
    record Locked(KeyLock lock) implements Begun {
    }

    /** The request was served before; this is its response. */
    record Served(StoredResponse response) implements Begun {
    }

    /** An earlier attempt is still running. */
    record Running() implements Begun {
    }

    /** The key belongs to another request. */
    record Reused() implements Begun {
    }
}
