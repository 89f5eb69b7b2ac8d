package io.alerthistory.start;

/** The database is not one that this service can use, and that will not change by itself. The message says what to do. */
final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1;

    Refusal(String message) {
        super(message, null, false, false);
    }
}
