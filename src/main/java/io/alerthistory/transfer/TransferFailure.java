package io.alerthistory.transfer;

/** The transfer cannot go on. The message says what to do, without secrets. */
final class TransferFailure extends RuntimeException {

    private static final long serialVersionUID = 1;

    TransferFailure(String message) {
        super(message, null, false, false);
    }
}
