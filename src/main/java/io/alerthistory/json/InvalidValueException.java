package io.alerthistory.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;

/**
 * A value that this service refuses. In contrast to Jackson's own, its message is written for clients: what the value must be.
 */
public final class InvalidValueException extends MismatchedInputException {

    private static final long serialVersionUID = 1L;

    InvalidValueException(JsonParser parser, Class<?> type, String message) {
        super(parser, message, type);
    }
}
