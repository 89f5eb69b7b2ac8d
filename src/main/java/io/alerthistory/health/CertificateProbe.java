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

/** Asks a PostgreSQL server for TLS and looks at the certificates that it shows. */
final class CertificateProbe {

    /** Length and code of the protocol's SSLRequest. */
    private static final byte[] REQUEST = { 0, 0, 0, 8, 4, (byte) 0xd2, 0x16, 0x2f };
    private static final int YES = 'S';
    private static final int PATIENCE_MS = 3_000;

    private CertificateProbe() {
    }

    /**
     * The first moment at which one of the certificates is no longer valid; empty when the server has no TLS. Blocks, for some
     * seconds at most.
     *
     * @throws IOException when there is no server, or it does not speak the protocol
     */
    static Optional<Instant> expiry(String host, int port) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), PATIENCE_MS);
            socket.setSoTimeout(PATIENCE_MS);
            socket.getOutputStream().write(REQUEST);
            if (socket.getInputStream().read() != YES) {
                return Optional.empty();
            }
            Witness witness = new Witness();
            try (SSLSocket secured = (SSLSocket) context(witness).getSocketFactory().createSocket(socket, host, port, true)) {
                secured.startHandshake();
            } catch (SSLException refused) { // as by a server that wants the client's certificate; it has shown its own by then
                if (witness.expiry().isEmpty()) {
                    throw refused;
                }
            }
            return witness.expiry();
        }
    }

    private static SSLContext context(Witness witness) throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] { witness }, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    /** Takes every certificate, for nothing is sent to who shows it, and remembers when it ends. */
    private static final class Witness implements X509TrustManager {

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
