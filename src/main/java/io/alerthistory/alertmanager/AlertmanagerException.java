package io.alerthistory.alertmanager;

/** Why an Alertmanager could not be read. The message has nothing that it sent, and no password. */
final class AlertmanagerException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    AlertmanagerException(String message) {
        super(message);
    }
}
