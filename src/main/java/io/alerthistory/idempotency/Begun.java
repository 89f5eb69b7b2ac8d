package io.alerthistory.idempotency;

/** What a request finds under its key. */
public sealed interface Begun {

    /** Nothing, or an attempt whose lock ran out: the request is to be served. */
    record Locked(KeyLock lock) implements Begun {
    }

    /** The answer that it was given before. */
    record Answered(StoredResponse answer) implements Begun {
    }

    /** An attempt that is still running. */
    record Running() implements Begun {
    }

    /** Another request. */
    record Reused() implements Begun {
    }
}
