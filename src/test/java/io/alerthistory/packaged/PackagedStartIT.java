package io.alerthistory.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.alerthistory.support.PostgresServer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/** From nothing to ready, and from ready to nothing. */
class PackagedStartIT extends PackagedService {

    @Test
    void livesWithoutItsDatabaseAndThreeReplicasMigrateOnceWhenItComes() throws Exception {
        int databasePort = freePort();
        List<Integer> ports = List.of(freePort(), freePort(), freePort());
        List<Process> replicas = new ArrayList<>();
        try {
            for (int port : ports) {
                replicas.add(start(Map.of("PORT", String.valueOf(port), "DATABASE_URL",
                        "postgresql://postgres:secret@localhost:" + databasePort + "/postgres")));
            }
            for (int port : ports) {
                Awaitility.await().atMost(Duration.ofSeconds(90)).ignoreExceptions()
                        .until(() -> get(port, "/q/health/live") == 200);
                assertThat(get(port, "/q/health/ready")).isEqualTo(503);
                assertThat(get(port, "/q/health/started")).isEqualTo(503);
                assertThat(get(port, "/api/v1/history/sessions")).isEqualTo(503);
                assertThat(get(port, "/api/v1/system/warnings")).isEqualTo(200);
                assertThat(get(port, "/health")).isEqualTo(503);
                assertThat(get(port, "/readiness")).isEqualTo(503);
                awaitMetric(port, "alert_history_database_up 0.0");
                assertThat(scrape(port)).contains("alert_history_sessions{status=\"pending\",} 0.0",
                        "alert_history_sessions{status=\"timed_out\",} 0.0");
            }
            try (EmbeddedPostgres server = EmbeddedPostgres.builder().setPort(databasePort).start()) {
                for (int i = 0; i < ports.size(); i++) {
                    awaitReady(ports.get(i), replicas.get(i));
                }
                try (Connection connection = server.getPostgresDatabase().getConnection();
                        Statement statement = connection.createStatement();
                        ResultSet history = statement.executeQuery(
                                "select count(*), count(distinct version) from flyway_schema_history where success")) {
                    history.next();
                    assertThat(history.getInt(1)).isEqualTo(history.getInt(2)).isPositive();
                }
                assertThat(post(ports.get(0), SESSION)).isEqualTo(201);
                assertThat(post(ports.get(2), SESSION)).isEqualTo(200);
                awaitMetric(ports.get(0), "alert_history_database_up 1.0");
                awaitMetric(ports.get(0), "alert_history_database_schema_matches 1.0");
            }
            assertThat(output()).contains("The database cannot be used, attempt 1 of 30: the connection was refused")
                    .doesNotContain("secret");
        } finally {
            replicas.forEach(Process::destroyForcibly);
        }
    }

    @Test
    void isWellWithoutAHistoryWhenThatIsDisabled() throws Exception {
        int port = freePort();
        Process process = start(Map.of("PORT", String.valueOf(port), "HISTORY_ENABLED", "false"));
        try {
            awaitReady(port, process);
            assertThat(get(port, "/q/health/live")).isEqualTo(200);
            assertThat(get(port, "/q/health/started")).isEqualTo(200);
            assertThat(get(port, "/health")).isEqualTo(200);
            assertThat(get(port, "/api/v1/system/warnings")).isEqualTo(200);
            assertThat(get(port, "/api/v1/history/sessions")).isEqualTo(503);
            assertThat(post(port, SESSION)).isEqualTo(503);
            assertThat(folder.resolve("history.db")).doesNotExist();
        } finally {
            process.destroyForcibly();
        }
    }

    /** The port stands for that of the tests' server. */
    @ParameterizedTest
    @ValueSource(strings = {
            "DATABASE_URL=postgres://postgres:postgres@localhost:PORT/postgres?sslmode=disable",
            "DATABASE_URL=postgresql+psycopg2://postgres:postgres@127.0.0.1:PORT/postgres",
            "DATABASE_URL=jdbc:postgresql://localhost:PORT/postgres?user=postgres&password=postgres",
            "ENV=staging AUTH_MODE=none AUTH_ALLOW_ANONYMOUS=true DATABASE_URL=sqlite:///x.db DATABASE_URL_PROD=postgresql://postgres:postgres@localhost:PORT/postgres",
            "POSTGRES_PORT=PORT POSTGRES_USER=postgres POSTGRES_PASSWORD=p@ss:/?#%word POSTGRES_DB=postgres",
            "DATABASE_POOLER=pgbouncer DATABASE_URL=postgresql://postgres:postgres@localhost:PORT/postgres" })
    void startsWithEveryFormOfAnAddress(String variables) throws Exception {
        new PostgresServer().start();
        int port = freePort();
        Map<String, String> environment = new HashMap<>(Map.of("PORT", String.valueOf(port)));
        Arrays.stream(variables.replace("=PORT", "=" + PostgresServer.port()).replace(":PORT", ":" + PostgresServer.port())
                .split(" ", -1)).map(pair -> pair.split("=", 2)).forEach(pair -> environment.put(pair[0], pair[1]));
        Process process = start(environment);
        try {
            awaitReady(port, process);
            assertThat(post(port, SESSION)).isIn(200, 201);
            assertThat(output()).contains("DATABASE_").doesNotContain(":postgres@", "password=postgres", "p@ss");
        } finally {
            process.destroyForcibly();
        }
    }

    /** It served nobody, so nobody has to notice that it goes. */
    @Test
    void aProcessThatOnlyMigratesEndsAtOnceWhateverTheDelayOfAnEnd() throws Exception {
        Process process = start(Map.of("SHUTDOWN_DELAY_SECONDS", "300"), "migrate");
        try {
            Awaitility.await().atMost(Duration.ofSeconds(90)).until(() -> output().contains("The schema is at version"));

            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void isNotReadyAtOnceAndListensOnWhenItIsToldToEnd() throws Exception {
        int port = freePort();
        Process process = start(Map.of("PORT", String.valueOf(port), "SHUTDOWN_DELAY_SECONDS", "5"));
        awaitReady(port, process);
        process.destroy();
        Awaitility.await().atMost(Duration.ofSeconds(10)).pollInterval(Duration.ofMillis(50))
                .until(() -> get(port, "/q/health/ready") == 503);
        assertThat(get(port, "/q/health/live")).isEqualTo(200);
        assertThat(post(port, SESSION)).isEqualTo(201);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    }

    private void awaitMetric(int port, String line) {
        Awaitility.await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(scrape(port).lines()).contains(line));
    }

    private int get(int port, String path) throws Exception {
        return send(HttpRequest.newBuilder(uri(port, path)));
    }
}
