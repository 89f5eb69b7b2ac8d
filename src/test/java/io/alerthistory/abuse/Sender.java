package io.alerthistory.abuse;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Sends a request, and ends quietly when the service closes the connection: the answer may stand there all the same. */
final class Sender {

    private final OutputStream out;
    private final Request request;
    private volatile long sent;

    Sender(OutputStream out, Request request) {
        this.out = out;
        this.request = request;
    }

    /** Bytes of the body that were written so far. */
    long sent() {
        return sent;
    }

    void sendHead() {
        try {
            out.write(request.head().getBytes(StandardCharsets.ISO_8859_1));
        } catch (IOException closed) { // the answer tells why
        }
    }

    void sendBody() {
        try {
            request.body().writeTo(new Counted());
            if (request.framing() == Request.Framing.CHUNKED) {
                out.write("0\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
            }
        } catch (IOException closed) { // the answer tells why
        }
    }

    private final class Counted extends OutputStream {

        @Override
        public void write(int b) throws IOException {
            write(new byte[] { (byte) b }, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (length == 0) {
                return;
            }
            boolean chunked = request.framing() == Request.Framing.CHUNKED;
            if (chunked) {
                out.write((Integer.toHexString(length) + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            }
            out.write(bytes, offset, length);
            if (chunked) {
                out.write('\r');
                out.write('\n');
            }
            sent += length;
        }
    }
}
