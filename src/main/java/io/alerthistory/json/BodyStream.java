package io.alerthistory.json;

import java.io.ByteArrayInputStream;

/**
 * The whole body of a request in memory. What parses it may take the bytes themselves from here instead of copying them; they
 * are
 * exactly the body and must not be changed.
 */
public final class BodyStream extends ByteArrayInputStream {

    public BodyStream(byte[] body) {
        super(body);
    }

    /** The body, not a copy of it. */
    public byte[] bytes() {
        return buf;
    }
}
