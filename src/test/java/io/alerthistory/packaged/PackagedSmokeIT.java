package io.alerthistory.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import io.alerthistory.health.Schema;
import io.alerthistory.support.PostgresServer;

/** bin/smoke against the packaged jar, and the jar that only migrates. */
class PackagedSmokeIT extends PackagedService {

    private record Outcome(int code, String said) {
    }

    private static Outcome smoke(int port, String environment) throws IOException, InterruptedException {
        return smoke(port, environment, "");
    }

    private static Outcome smoke(int port, String environment, String key) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("bin/smoke", "http://127.0.0.1:" + port + "/").redirectErrorStream(true);
        builder.environment().put("ALERT_HISTORY_KEY", key);
        if (!environment.isEmpty()) {
            builder.environment().put("EXPECT_ENVIRONMENT", environment);
        }
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Outcome(process.waitFor(), said);
    }

    private static String url(String database) {
        return "postgresql://postgres:postgres@localhost:" + PostgresServer.port() + "/" + database;
    }

    @Test
    void isContentOnPostgresqlAndNotWithAnotherSchema() throws Exception {
        new PostgresServer().start();
        String database = PostgresServer.createDatabase();
        int port = freePort();
        Path keyFile = folder.resolve("admin.key");
        Process process = start(Map.of("PORT", String.valueOf(port), "ENVIRONMENT", "production", "DATABASE_URL", url(database),
                "BOOTSTRAP_ADMIN_KEY_FILE", keyFile.toString()));
        try {
            awaitReady(port, process);
            Awaitility.await().until(() -> Files.exists(keyFile));
            String key = Files.readString(keyFile).trim();
            assertThat(smoke(port, "")).isEqualTo(new Outcome(6,
                    "smoke: cannot write a session: 401; ALERT_HISTORY_KEY must be a key with the roles agent and operator\n"));
            Outcome well = smoke(port, "", key);
            assertThat(well.said()).contains("is healthy: postgresql, schema " + Schema.VERSION);
            assertThat(well.code()).isZero();
            try (Connection connection = PostgresServer.connect(database); Statement statement = connection.createStatement()) {
                statement.execute("update flyway_schema_history set success = false where version = '" + Schema.VERSION + "'");
            }
            Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(smoke(port, "", key))
                    .isEqualTo(
                            new Outcome(5, "smoke: the schema has version " + (Integer.parseInt(Schema.VERSION) - 1)
                                    + ", this build needs " + Schema.VERSION + "; see http://127.0.0.1:" + port
                                    + "/health/database/schema\n")));
        } finally {
            process.destroyForcibly();
        }
    }

    /** As behind a Service of Kubernetes, which gives each connection to another replica: the last one to one that is fresh. */
    @Test
    void isContentWithAReplicaThatHasServedNobody() throws Exception {
        new PostgresServer().start();
        String database = PostgresServer.createDatabase();
        int served = freePort();
        int fresh = freePort();
        Process first = start(Map.of("PORT", String.valueOf(served), "DATABASE_URL", url(database)));
        try (ServerSocket balancer = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            awaitReady(served, first);
            Process second = start(Map.of("PORT", String.valueOf(fresh), "DATABASE_URL", url(database)));
            try {
                awaitReady(fresh, second);
                assertThat(scrape(fresh)).doesNotContain("http_server_requests_seconds_count{");
                forward(balancer, served, fresh);
                Outcome well = smoke(balancer.getLocalPort(), "");
                assertThat(well.said()).contains("is healthy: postgresql");
                assertThat(well.code()).isZero();
                assertThat(scrape(fresh)).as("the last connection").contains("http_server_requests_seconds_count{");
            } finally {
                second.destroyForcibly();
            }
        } finally {
            first.destroyForcibly();
        }
    }

    /** Six connections to the one, all others to the other. */
    private static void forward(ServerSocket balancer, int served, int fresh) {
        new Thread(() -> {
            try {
                for (int connection = 0;; connection++) {
                    Socket client = balancer.accept();
                    Socket server = new Socket(InetAddress.getLoopbackAddress(), connection < 6 ? served : fresh);
                    copy(client, server);
                    copy(server, client);
                }
            } catch (IOException closed) { // the test has ended
            }
        }).start();
    }

    private static void copy(Socket from, Socket to) {
        new Thread(() -> {
            try (from; to) {
                from.getInputStream().transferTo(to.getOutputStream());
            } catch (IOException closed) { // by the other direction
            }
        }).start();
    }

    @Test
    void isNotContentWithSqliteInProduction() throws Exception {
        int port = freePort();
        Process process = start(Map.of("PORT", String.valueOf(port)));
        try {
            awaitReady(port, process);
            assertThat(smoke(port, "").code()).isZero();
            Outcome refused = smoke(port, "production");
            assertThat(refused.code()).isEqualTo(3);
            assertThat(refused.said()).contains("production needs PostgreSQL, but this service uses sqlite");
        } finally {
            process.destroyForcibly();
        }
        Outcome gone = smoke(port, "");
        assertThat(gone.code()).isEqualTo(2);
        assertThat(gone.said()).contains("/q/health/live returned nothing (").doesNotContain("000");
    }

    @Test
    void isNotContentWithADatabaseThatIsDown() throws Exception {
        int port = freePort();
        Process process = start(Map.of("PORT", String.valueOf(port), "DATABASE_URL",
                "postgresql://u:secret@127.0.0.1:" + freePort() + "/d"));
        try {
            Awaitility.await().atMost(Duration.ofSeconds(90)).ignoreExceptions()
                    .until(() -> send(HttpRequest.newBuilder(uri(port, "/q/health/live"))) == 200);
            Outcome down = smoke(port, "");
            assertThat(down.said()).contains("the database is down");
            assertThat(down.code()).isEqualTo(4);
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void theArgumentMigrateMigratesAndEnds() throws Exception {
        new PostgresServer().start();
        String database = PostgresServer.createDatabase();
        Process process = start(Map.of("DATABASE_URL", url(database)), "migrate");
        assertThat(process.waitFor(90, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output()).isZero();
        assertThat(output()).contains(Schema.VERSION + " migrations were run").doesNotContain("Listening on: http");
        try (Connection connection = PostgresServer.connect(database); Statement statement = connection.createStatement()) {
            statement.execute("select from alert_sessions");
        }
        assertThat(Path.of("history.db")).doesNotExist();
    }
}
