package io.alerthistory.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ConnectException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateExpiredException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import javax.net.ssl.SSLHandshakeException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class StartFailureTest {

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(caused(new ConnectException("Connection refused")), "the connection was refused"),
                Arguments.of(caused(new UnknownHostException("h")), "the host's name is unknown"),
                Arguments.of(caused(new CertPathValidatorException("validity check failed",
                        new CertificateExpiredException("NotAfter"))), "the server's certificate has expired"),
                Arguments.of(caused(new CertPathBuilderException("unable to find valid certification path")),
                        "the server's certificate is not signed by an authority of POSTGRES_SSL_ROOT_CERT"),
                Arguments.of(caused(new SSLHandshakeException("certificate_required")),
                        "the TLS handshake failed: certificate_required"),
                Arguments.of(new IllegalStateException("Unable to obtain connection from database (jdbc:x)",
                        new SQLException("The hostname h could not be verified by hostnameverifier PgjdbcHostnameVerifier.")),
                        "the server's certificate is for another host"),
                Arguments.of(new IllegalStateException("outer", new SQLException("FATAL: no such role\nDetail", "28P01")),
                        "FATAL: no such role"),
                Arguments.of(new IllegalStateException("Migration failed\nScript V2"), "Migration failed"),
                Arguments.of(new IllegalStateException(), "unknown"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void saysWhyInOneLine(Throwable failure, String reason) {
        assertThat(StartFailure.describe(failure)).isEqualTo(reason);
    }

    @Test
    void waitsLongerAndLonger() {
        assertThat(IntStream.rangeClosed(1, Backoff.ATTEMPTS).mapToObj(Backoff::after)).startsWith(Duration.ofSeconds(2),
                Duration.ofSeconds(4), Duration.ofSeconds(8), Duration.ofSeconds(16), Duration.ofSeconds(30))
                .endsWith(Duration.ofSeconds(30));
    }

    private static Throwable caused(Exception cause) {
        return new IllegalStateException("Unable to obtain connection from database (jdbc:postgresql://h/db)",
                new SQLException("The connection attempt failed.", "08001", cause));
    }
}
