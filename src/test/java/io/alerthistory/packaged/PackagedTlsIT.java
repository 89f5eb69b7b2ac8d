package io.alerthistory.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.alerthistory.support.Authority;
import io.restassured.path.json.JsonPath;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/** The packaged jar and a PostgreSQL that encrypts. */
class PackagedTlsIT extends PackagedService {

    @TempDir
    static Path certificates;

    private static EmbeddedPostgres server;
    private static Authority authority;

    @BeforeAll
    static void serve() throws Exception {
        authority = new Authority(certificates, "authority");
        new Authority(certificates, "stranger");
        server = EmbeddedPostgres.builder().start();
        Path rules = Path.of(setting("hba_file"));
        Files.writeString(rules, "hostssl all certified all cert\n" + Files.readString(rules));
        execute("create role certified superuser login");
        execute("alter system set ssl_ca_file = '" + authority.certificate() + "'");
        present(authority.sign("localhost", 1));
        execute("alter system set ssl = on");
        execute("select pg_reload_conf()");
    }

    @AfterAll
    static void close() throws IOException {
        server.close();
    }

    private static void present(Authority.Signed signed) throws SQLException {
        execute("alter system set ssl_cert_file = '" + signed.certificate() + "'");
        execute("alter system set ssl_key_file = '" + signed.key() + "'");
        execute("select pg_reload_conf()");
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String setting(String name) throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                var value = statement.executeQuery("show " + name)) {
            value.next();
            return value.getString(1);
        }
    }

    private Map<String, String> environment(int port, String user, String host, String parameters) {
        return new HashMap<>(Map.of("PORT", String.valueOf(port), "DATABASE_URL", "postgresql://" + user + ":postgres@" + host
                + ":" + server.getPort() + "/postgres?" + parameters.replace("FOLDER", certificates.toString())));
    }

    private JsonPath reached(int port) throws Exception {
        return new JsonPath(http.send(HttpRequest.newBuilder(uri(port, "/health/database/health")).build(),
                HttpResponse.BodyHandlers.ofString()).body());
    }

    @ParameterizedTest
    @CsvSource({
            "localhost, sslmode=verify-full&sslrootcert=FOLDER/authority.crt, true",
            "127.0.0.1, sslmode=verify-ca&sslrootcert=FOLDER/authority.crt, true",
            "127.0.0.1, sslmode=require, true", "127.0.0.1, sslmode=prefer, true", "127.0.0.1, sslmode=disable, false" })
    void isEncryptedAsItIsToldTo(String host, String parameters, boolean encrypted) throws Exception {
        int port = freePort();
        Process process = start(environment(port, "postgres", host, parameters));
        try {
            awaitReady(port, process);
            assertThat(post(port, SESSION)).isIn(200, 201);
            JsonPath reached = reached(port);
            assertThat(reached.getBoolean("tls")).isEqualTo(encrypted);
            assertThat(reached.getString("tls_version")).satisfies(
                    version -> assertThat(version == null ? "" : version).startsWith(encrypted ? "TLSv1." : ""));
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void showsItsCertificateInsteadOfAPassword() throws Exception {
        Authority.Signed signed = authority.sign("certified", 1);
        int port = freePort();
        Process process = start(
                environment(port, "certified", "localhost", "sslmode=verify-full&sslrootcert=FOLDER/authority.crt"
                        + "&sslcert=" + signed.certificate() + "&sslkey=" + signed.key()));
        try {
            awaitReady(port, process);
            assertThat(post(port, SESSION)).isIn(200, 201);
        } finally {
            process.destroyForcibly();
        }
    }

    @ParameterizedTest
    @CsvSource({
            "127.0.0.1, authority, 1, the server's certificate is for another host",
            "localhost, stranger, 1, the server's certificate is not signed by an authority of POSTGRES_SSL_ROOT_CERT",
            "localhost, authority, -1, the server's certificate has expired" })
    void refusesAServerThatIsNotTheOneItSeems(String host, String trusted, int days, String reason) throws Exception {
        present(authority.sign("localhost", days));
        int port = freePort();
        Process process = start(
                environment(port, "postgres", host, "sslmode=verify-full&sslrootcert=FOLDER/" + trusted + ".crt"));
        try {
            Awaitility.await().atMost(Duration.ofSeconds(90))
                    .untilAsserted(
                            () -> assertThat(output()).contains("The database cannot be used, attempt 1 of 30: " + reason));
            Awaitility.await().atMost(Duration.ofSeconds(90)).ignoreExceptions() // it listens a moment later
                    .until(() -> send(HttpRequest.newBuilder(uri(port, "/q/health/ready"))) == 503);
            assertThat(output()).doesNotContain("postgres:postgres");
        } finally {
            process.destroyForcibly();
            present(authority.sign("localhost", 1));
        }
    }
}
