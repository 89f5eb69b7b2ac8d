package io.alerthistory.json;

/** An array has more elements than the deserializer accepts. */
public final class TooManyElementsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TooManyElementsException() {
        super("too many elements", null, false, false);
    }
}
