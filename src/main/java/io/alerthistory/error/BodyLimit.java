package io.alerthistory.error;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;

/** Ends the reading of a body that turns out too large; one that says its length was refused before (see {@link HttpEdge}). */
@Provider
public class BodyLimit implements ReaderInterceptor {

    /** The contract's limit of a JSON body. */
    public static final long BYTES = 10_485_760;

    /** The problem of a body that has more. */
    public static ProblemException exceeded() {
        return new ProblemException(ErrorCode.TOO_LARGE, "The body has more than the " + BYTES + " bytes that are taken");
    }

    @Override
    public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        context.setInputStream(new Limited(context.getInputStream()));
        return context.proceed();
    }

    private static final class Limited extends FilterInputStream {

        private long left = BYTES;

        Limited(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            count(read < 0 ? 0 : 1);
            return read;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = super.read(buffer, offset, length);
            count(Math.max(read, 0));
            return read;
        }

        private void count(int read) {
            left -= read;
            if (left < 0) {
                throw exceeded();
            }
        }
    }
}
