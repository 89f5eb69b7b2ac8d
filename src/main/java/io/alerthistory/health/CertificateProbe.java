package io.alerthistory.health;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

import org.jspecify.annotations.Nullable;

/** Opens a TLS connection to a PostgreSQL server and reads the certificates it presents. */
final class CertificateProbe {

    /** The protocol's SSLRequest message: its length and code. */
    private static final byte[] REQUEST = { 0, 0, 0, 8, 4, (byte) 0xd2, 0x16, 0x2f };
    private static final int YES = 'S';
    private static final int TIMEOUT_MS = 3_000;

    private CertificateProbe() {
    }

    /**
     * Returns the earliest expiry of the presented certificates; empty when the server has no TLS. Blocks for up to
     * some seconds.
     *
     * @throws IOException when there is no server, or it does not speak the protocol
     */
    static Optional<Instant> expiry(String host, int port) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), TIMEOUT_MS);
            socket.setSoTimeout(TIMEOUT_MS);
            socket.getOutputStream().write(REQUEST);
            if (socket.getInputStream().read() != YES) {
                return Optional.empty();
            }
            ExpiryRecorder recorder = new ExpiryRecorder();
            try (SSLSocket secured = (SSLSocket) context(recorder).getSocketFactory().createSocket(socket, host, port, true)) {
                secured.startHandshake();
            } catch (SSLException refused) { // a server that requires a client certificate fails the handshake after it presented its own
                if (recorder.expiry().isEmpty()) {
                    throw refused;
                }
            }
            return recorder.expiry();
        }
    }

    private static SSLContext context(ExpiryRecorder recorder) throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] { recorder }, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    /** Accepts every certificate, because nothing is sent to the server, and remembers its expiry. */
    private static final class ExpiryRecorder implements X509TrustManager {

        private final AtomicReference<@Nullable Instant> first = new AtomicReference<>();

        Optional<Instant> expiry() {
            return Optional.ofNullable(first.get());
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {
            first.set(Arrays.stream(chain).map(X509Certificate::getNotAfter).min(Date::compareTo).map(Date::toInstant)
                    .orElse(null));
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {
            throw new UnsupportedOperationException("this is a client");
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
