package io.alerthistory.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.alerthistory.health.Schema;
import io.alerthistory.support.PostgresServer;

/** Migrations by request, and by nobody's but an administrator's. */
class PackagedMigrationIT extends PackagedService {

    private static final String ROUTES = "/health/database/migrations/";

    @Test
    void servesNoRouteForAdministratorsInProduction() throws Exception {
        int port = freePort();
        Process process = start(Map.of("PORT", String.valueOf(port), "ENV", "production", "AUTH_MODE", "none",
                "AUTH_ALLOW_ANONYMOUS", "true", "DATABASE_URL", postgresql(PostgresServer.createDatabase())));
        try {
            awaitReady(port, process);

            assertThat(ask("GET", port, "status", "").statusCode()).isEqualTo(403);
            HttpResponse<String> refused = ask("POST", port, "run", "{}");
            assertThat(refused.statusCode()).isEqualTo(403);
            assertThat(refused.body()).contains("urn:alert-history:problem:forbidden", "use the command line");
            assertThat(ask("POST", port, "rollback", "{\"to\":\"6\"}").statusCode()).isEqualTo(403);
        } finally {
            process.destroyForcibly();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "postgresql", "sqlite" })
    void waitsAtTheGateUntilARequestRunsThePendingMigrations(String driver) throws Exception {
        int port = freePort();
        Process process = start(waiting(port,
                driver.equals("sqlite") ? "sqlite:///waiting.db" : postgresql(PostgresServer.createDatabase())));
        try {
            awaitWaiting(port, "The service waits: the schema is at version null", process);
            HttpResponse<String> readiness = http.send(HttpRequest.newBuilder(uri(port, "/readiness")).build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(readiness.statusCode()).isEqualTo(503);
            assertThat(readiness.body()).contains("\"migrations_applied\":false", "DATABASE_MIGRATE_AT_START is false");
            assertThat(post(port, SESSION)).isEqualTo(503);
            assertThat(send(HttpRequest.newBuilder(uri(port, "/q/health/started")))).isEqualTo(503);
            assertThat(ask("GET", port, "status", "").body()).contains("\"current\":null",
                    "\"version\":\"" + Schema.VERSION + "\"", "\"applied\":[]");

            HttpResponse<String> rehearsal = ask("POST", port, "safety/" + Schema.VERSION, "");
            assertThat(rehearsal.statusCode()).isEqualTo(200);
            assertThat(rehearsal.body()).contains("\"verdict\":\"safe\"", "\"version\":\"1\"");
            assertThat(ask("GET", port, "status", "").body()).contains("\"current\":null");

            assertThat(ask("POST", port, "run", "{}").body()).contains("\"status\":\"running\"");
            awaitReady(port, process);
            assertThat(ask("GET", port, "status", "").body()).contains("\"status\":\"done\"", "\"pending\":[]");
            assertThat(post(port, SESSION)).isEqualTo(201);
            assertThat(folder.resolve("waiting.db.rehearsal")).doesNotExist();
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void waitsAtTheGateUntilTheCommandLineRunsThem() throws Exception {
        int port = freePort();
        String database = "sqlite:///waiting.db";
        Process process = start(waiting(port, database));
        try {
            await("The service waits", process);

            assertThat(command(database, "migrate", "safety", Schema.VERSION)).isZero();
            assertThat(output()).contains("verdict: safe", "version 1 (history)");
            assertThat(command(database, "migrate", "run")).isZero();
            awaitReady(port, process);
            assertThat(output()).contains("The pending migrations were run; the schema is at version " + Schema.VERSION);
        } finally {
            process.destroyForcibly();
        }
    }

    /** A table that somebody uses for long: the run is tried again, and each attempt waits for 2 s. */
    @Test
    void triesAgainWhenALockIsNotGranted() throws Exception {
        int port = freePort();
        String name = PostgresServer.createDatabase();
        Process process = start(waiting(port, postgresql(name)));
        try (Connection other = PostgresServer.connect(name); Statement statement = other.createStatement()) {
            awaitWaiting(port, "The service waits: the schema is at version null", process);
            assertThat(ask("POST", port, "run", "{\"to\":\"6\"}").statusCode()).isEqualTo(202);
            Awaitility.await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(100))
                    .until(() -> ask("GET", port, "status", "").body().contains("\"status\":\"done\""));
            assertThat(ask("POST", port, "run", "{}").body()).contains("no verified backup is known");
            other.setAutoCommit(false);
            statement.execute("lock table alert_sessions in access share mode");

            assertThat(ask("POST", port, "safety/7", "").body()).contains("\"verdict\":\"impossible\"",
                    "a lock was not granted within 2 s");
            assertThat(ask("POST", port, "run", "{\"backup\":\"skip\"}").statusCode()).isEqualTo(202);
            assertThat(ask("POST", port, "run", "{}").statusCode()).isEqualTo(409);
            Awaitility.await().atMost(Duration.ofSeconds(30))
                    .until(() -> ask("GET", port, "status", "").body().contains("\"attempts\":2"));
            other.rollback();

            awaitReady(port, process);
            assertThat(ask("GET", port, "status", "").body()).contains("\"status\":\"done\"", "\"versions\":[\"7\"");
        } finally {
            process.destroyForcibly();
        }
    }

    private static Map<String, String> waiting(int port, String database) {
        return Map.of("PORT", String.valueOf(port), "DATABASE_URL", database, "DATABASE_MIGRATE_AT_START", "false");
    }

    /** The service listens a moment after it has logged that it waits. */
    private void awaitWaiting(int port, String line, Process process) {
        await(line, process);
        Awaitility.await().atMost(Duration.ofSeconds(30)).ignoreExceptions()
                .until(() -> send(HttpRequest.newBuilder(uri(port, "/q/health/live"))) == 200);
    }

    private void await(String line, Process process) {
        Awaitility.await().atMost(Duration.ofSeconds(90)).ignoreExceptions()
                .failFast("the service ended", () -> !process.isAlive()).until(() -> output().contains(line));
    }

    private int command(String database, String... arguments) throws Exception {
        Process process = start(Map.of("DATABASE_URL", database), arguments);
        try {
            assertThat(process.waitFor(90, TimeUnit.SECONDS)).isTrue();
            return process.exitValue();
        } finally {
            process.destroyForcibly();
        }
    }

    private HttpResponse<String> ask(String method, int port, String route, String body) throws Exception {
        return http.send(HttpRequest.newBuilder(uri(port, ROUTES + route)).timeout(Duration.ofSeconds(90))
                .header("Content-Type", "application/json")
                .method(method,
                        body.isEmpty() ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body))
                .build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String postgresql(String database) {
        return "postgresql://postgres:postgres@localhost:" + PostgresServer.port() + "/" + database;
    }
}
