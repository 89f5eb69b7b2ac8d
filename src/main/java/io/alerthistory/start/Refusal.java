package io.alerthistory.start;

/** The database cannot be used until an operator changes something. The message says what to do. */
final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1;

    Refusal(String message) {
        super(message, null, false, false);
    }
}
