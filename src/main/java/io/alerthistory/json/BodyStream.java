package io.alerthistory.json;

import java.io.ByteArrayInputStream;

/** A body that was received whole. What is read from it may keep ranges of its bytes instead of copies. */
public final class BodyStream extends ByteArrayInputStream {

    /** @param body stays as it is */
    public BodyStream(byte[] body) {
        super(body);
    }

    /** All bytes, whatever was read. */
    public byte[] bytes() {
        return buf;
    }
}
