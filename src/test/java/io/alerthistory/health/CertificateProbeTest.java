package io.alerthistory.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;

import org.junit.jupiter.api.Test;

import io.alerthistory.support.Ports;
import io.alerthistory.support.PostgresServer;

/** Servers without a certificate; PackagedPrometheusIT looks at one that has one. */
class CertificateProbeTest {

    @Test
    void aServerWithoutTlsHasNoCertificateThatEnds() throws IOException {
        assertThat(CertificateProbe.expiry("127.0.0.1", PostgresServer.port())).isEmpty();
    }

    @Test
    void saysThatNoServerIsThere() throws IOException {
        int port = Ports.free();

        assertThatThrownBy(() -> CertificateProbe.expiry("127.0.0.1", port)).isInstanceOf(IOException.class);
    }
}
