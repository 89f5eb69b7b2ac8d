package io.alerthistory.start;

import java.net.ConnectException;

/** A Unix-domain socket could not be connected to. The message is for the operator. */
final class DomainSocketException extends ConnectException {

    private static final long serialVersionUID = 1;

    DomainSocketException(String message) {
        super(message);
    }
}
