package io.alerthistory.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

import io.alerthistory.support.DeployedPostgres;
import io.alerthistory.support.Programs;

/** deploy/postgres/certificates, which the database's container runs at its start and once a day. */
@EnabledIf("isInstalled")
class CertificatesTest {

    @TempDir
    Path tls;
    @TempDir
    Path authority;

    static boolean isInstalled() {
        return Programs.isInstalled("openssl");
    }

    @BeforeEach
    void certify() throws Exception {
        make(90);
    }

    private String make(int days, String... more) throws IOException, InterruptedException {
        return DeployedPostgres.certificates(tls, authority, days, more);
    }

    private X509Certificate read(String name) throws IOException, GeneralSecurityException {
        try (var file = Files.newInputStream(tls.resolve(name))) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(file);
        }
    }

    @Test
    void theServersIsSignedByItsAuthorityAndTheKeysAreNobodyElses() throws Exception {
        X509Certificate server = read("server.crt");
        server.verify(read("ca.crt").getPublicKey());
        assertThat(server.getSubjectAlternativeNames().stream().map(name -> (Object) name.get(1)))
                .containsExactlyInAnyOrder("database", "localhost", "127.0.0.1");
        assertThat(server.getNotAfter()).isBetween(Instant.now().plus(Duration.ofDays(89)),
                Instant.now().plus(Duration.ofDays(91)));
        for (Path key : new Path[] { tls.resolve("server.key"), authority.resolve("ca.key") }) {
            assertThat(Files.getPosixFilePermissions(key)).containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ,
                    PosixFilePermission.OWNER_WRITE);
        }
        try (var files = Files.list(tls)) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrder("ca.crt", "server.crt",
                    "server.key");
        }
    }

    @Test
    void staysWhileItHasMoreThanAMonth() throws Exception {
        X509Certificate before = read("server.crt");

        assertThat(make(90)).isEmpty();

        assertThat(read("server.crt")).isEqualTo(before);
    }

    @Test
    void isRenewedByTheSameAuthorityWithinItsLastMonth() throws Exception {
        X509Certificate authoritys = read("ca.crt");
        make(20, "now");
        X509Certificate before = read("server.crt");

        make(90);

        assertThat(read("ca.crt")).isEqualTo(authoritys);
        assertThat(read("server.crt").getNotAfter()).isAfter(before.getNotAfter());
        read("server.crt").verify(authoritys.getPublicKey());
    }

    /** As in installations whose first version deleted it. */
    @Test
    void getsANewAuthorityWhenTheKeyOfTheOldOneIsLost() throws Exception {
        X509Certificate before = read("ca.crt");
        make(20, "now");
        Files.delete(authority.resolve("ca.key"));

        assertThat(make(90)).contains("a new authority");

        assertThat(read("ca.crt")).isNotEqualTo(before);
        read("server.crt").verify(read("ca.crt").getPublicKey());
    }

    @Test
    void neverOutlivesItsAuthority() throws Exception {
        assertThat(make(3_700, "now")).contains("a new authority");
    }
}
