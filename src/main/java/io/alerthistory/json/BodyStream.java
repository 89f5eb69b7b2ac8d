package io.alerthistory.json;

import java.io.ByteArrayInputStream;

/** A body that was received whole. What is read from it may keep ranges of its bytes instead of copies. */
public final class BodyStream extends ByteArrayInputStream {

    /** @param body stays as it is */
    public BodyStream(byte[] body) {
        super(body);
    }

    /** Whether it begins as a JSON object does. */
    public boolean isObject() {
        for (byte b : buf) {
            if (b != ' ' && b != '\t' && b != '\r' && b != '\n') {
                return b == '{';
            }
        }
        return false;
    }

    /** All bytes, whatever was read. */
    public byte[] bytes() {
        return buf;
    }
}
