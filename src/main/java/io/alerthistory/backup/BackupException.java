package io.alerthistory.backup;

/** A backup, its verification or its restore cannot go on. The message is one line for the operator, without secrets. */
final class BackupException extends Exception {

    private static final long serialVersionUID = 1L;

    BackupException(String message) {
        super(message);
    }

    BackupException(String message, Throwable cause) {
        super(message, cause);
    }
}
