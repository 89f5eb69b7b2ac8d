package io.alerthistory.json;

import java.io.ByteArrayInputStream;

/** A body that was received as a whole. Values read from it may refer to ranges of its bytes instead of copying them. */
public final class BodyStream extends ByteArrayInputStream {

    /**
     * A stream over a body.
     *
     * @param body must not be changed afterwards
     */
    public BodyStream(byte[] body) {
        super(body);
    }

    /** Whether its first character other than white space is the brace of a JSON object. */
    public boolean isObject() {
        for (byte b : buf) {
            if (b != ' ' && b != '\t' && b != '\r' && b != '\n') {
                return b == '{';
            }
        }
        return false;
    }

    /** All bytes, independent of how many were read. */
    public byte[] bytes() {
        return buf;
    }
}
