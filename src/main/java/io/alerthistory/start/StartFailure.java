package io.alerthistory.start;

import java.io.EOFException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.sql.SQLException;
import java.util.List;

import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;

import io.alerthistory.error.Causes;

/** Explains in one line, without secrets, why the database could not be reached. */
final class StartFailure {

    private static final String OTHER_HOST = "the server's certificate is for another host";

    private static final List<Reason> REASONS = List.of(
            new Reason(CertificateExpiredException.class, "the server's certificate has expired"),
            new Reason(CertificateNotYetValidException.class, "the server's certificate is not valid yet"),
            new Reason(CertPathBuilderException.class,
                    "the server's certificate is not signed by an authority of POSTGRES_SSL_ROOT_CERT"),
            new Reason(SSLPeerUnverifiedException.class, OTHER_HOST),
            new Reason(UnknownHostException.class, "the host's name is unknown"),
            new Reason(ConnectException.class, "the connection was refused"),
            new Reason(SocketTimeoutException.class, "the server did not respond in time"),
            new Reason(EOFException.class, "the server closed the connection"));

    /** pgjdbc verifies the host name itself and throws its own exception. */
    private static final String NAME_MISMATCH = "could not be verified by hostnameverifier";

    private StartFailure() {
    }

    static String describe(Throwable failure) {
        if (Causes.of(failure).anyMatch(cause -> String.valueOf(cause.getMessage()).contains(NAME_MISMATCH))) {
            return OTHER_HOST;
        }
        String socket = Causes.find(failure, DomainSocketException.class).map(Throwable::getMessage).orElse(null);
        if (socket != null) {
            return socket;
        }
        return REASONS.stream().filter(reason -> Causes.of(failure).anyMatch(reason.type()::isInstance)).findFirst()
                .map(Reason::text)
                .or(() -> Causes.of(failure).filter(CertPathValidatorException.class::isInstance).findFirst()
                        .map(cause -> "the server's certificate is not trusted: " + cause.getMessage()))
                .or(() -> Causes.of(failure).filter(SSLException.class::isInstance).findFirst()
                        .map(cause -> "the TLS handshake failed: " + cause.getMessage()))
                .or(() -> Causes.of(failure).filter(SQLException.class::isInstance).reduce((outer, inner) -> inner)
                        .map(cause -> Causes.firstLine(cause)))
                .orElseGet(() -> Causes.firstLine(failure));
    }

    private record Reason(Class<? extends Throwable> type, String text) {
    }
}
