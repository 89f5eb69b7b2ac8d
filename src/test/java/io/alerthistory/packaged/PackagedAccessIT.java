package io.alerthistory.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import io.alerthistory.support.PostgresServer;

/** A service of production as an operator meets it who has set nothing about access. */
class PackagedAccessIT extends PackagedService {

    private static final String ME = "/api/v1/access/me";

    /**
     * What a command did.
     *
     * @param out what it wrote to stdout
     */
    private record Outcome(int code, String out, String err) {
    }

    private Outcome keys(Map<String, String> environment, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1", "-jar",
                        JAR.toString(), "keys"));
        command.addAll(List.of(arguments));
        Path out = Files.createTempFile(folder, "out", "");
        Path err = Files.createTempFile(folder, "err", "");
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        assertThat(process.waitFor(90, TimeUnit.SECONDS)).isTrue();
        return new Outcome(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    private static String database() throws Exception {
        new PostgresServer().start();
        return "postgresql://postgres:postgres@localhost:" + PostgresServer.port() + "/" + PostgresServer.createDatabase();
    }

    private HttpResponse<String> get(int port, String path, String key) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(port, path)).timeout(Duration.ofSeconds(20));
        if (!key.isEmpty()) {
            request.header("Authorization", "Bearer " + key);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void productionAsksForKeysAndSaysHowToMakeTheFirst() throws Exception {
        int port = freePort();
        Map<String, String> production = Map.of("ENVIRONMENT", "production", "DATABASE_URL", database());
        Map<String, String> served = new HashMap<>(production);
        served.put("PORT", String.valueOf(port));
        Process process = start(served);
        try {
            awaitReady(port, process);
            for (String path : List.of("/api/v1/history/sessions", "/api/v1/system/warnings", ME, "/api/v1/access/keys",
                    "/api/no-such-route", "/health/database/schema", "/q/openapi")) {
                HttpResponse<String> refused = get(port, path, "");
                assertThat(refused.statusCode()).as(path).isEqualTo(401);
                assertThat(refused.headers().allValues("WWW-Authenticate")).as(path).hasSize(2);
            }
            assertThat(post(port, SESSION)).isEqualTo(401);
            assertThat(get(port, "/health", "").body()).isEqualTo("{\"status\":\"healthy\"}");
            Awaitility.await().untilAsserted(() -> assertThat(output()).contains("keys create --name NAME --role admin"));

            Outcome made = keys(production, "create", "--name", "first", "--role", "admin");
            assertThat(made.code()).as(made.err()).isZero();
            String key = made.out().strip();
            assertThat(made.out()).matches("ahk_\\w{12}_\\w{49}\n");

            HttpResponse<String> me = get(port, ME, key);
            assertThat(me.statusCode()).isEqualTo(200);
            assertThat(me.body()).isEqualTo("{\"name\":\"first\",\"kind\":\"key\",\"roles\":[\"admin\"]}");
            assertThat(get(port, "/api/v1/access/keys", key).body()).contains("\"created_by\":\"command-line\"");

            Outcome list = keys(production, "list");
            assertThat(list.out()).contains("first", "admin").doesNotContain(key).hasLineCount(1);
            Outcome revoked = keys(production, "revoke", key.split("_")[1]);
            assertThat(revoked.code()).as(revoked.err()).isZero();
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> get(port, ME, key).statusCode() == 401);
            assertThat(output()).doesNotContain(key).doesNotContain(key.split("_")[2]);
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void theCommandMigratesAnEmptyDatabaseAndTheServiceTakesItsKey() throws Exception {
        Map<String, String> environment = Map.of("DATABASE_URL", "sqlite:///data/keys.db", "AUTH_MODE", "key");
        Outcome made = keys(environment, "create", "--name", "first", "--role", "viewer", "--role", "agent", "--expires", "1d");
        assertThat(made.code()).as(made.err()).isZero();
        int port = freePort();
        Map<String, String> served = new HashMap<>(environment);
        served.put("PORT", String.valueOf(port));
        Process process = start(served);
        try {
            awaitReady(port, process);
            assertThat(get(port, ME, made.out().strip()).body()).contains("[\"viewer\",\"agent\"]");
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void theCommandRefusesWhatMakesNoSense() throws Exception {
        Outcome memory = keys(Map.of("DATABASE_URL", "sqlite:///:memory:"), "create", "--name", "a", "--role", "admin");
        assertThat(memory.code()).isEqualTo(2);
        assertThat(memory.out()).isEmpty();
        assertThat(memory.err()).contains("a database in memory would end with this command");
        Outcome usage = keys(Map.of(), "create", "--name", "a");
        assertThat(usage.code()).isEqualTo(1);
        assertThat(usage.err()).contains("usage: keys create");
        Outcome unknown = keys(Map.of(), "revoke", "nobody");
        assertThat(unknown.code()).isEqualTo(2);
        assertThat(unknown.err()).contains("There is no such access key");
    }

    @Test
    void theFirstKeyIsInAFileOfItsOwnerAndComesBackToANewDatabase() throws Exception {
        Path file = folder.resolve("admin.key");
        int port = freePort();
        String url = database();
        Map<String, String> served = new HashMap<>(Map.of("ENVIRONMENT", "production", "DATABASE_URL", url,
                "BOOTSTRAP_ADMIN_KEY_FILE", file.toString(), "PORT", String.valueOf(port)));
        Process process = start(served);
        String key;
        try {
            awaitReady(port, process);
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> Files.exists(file) && Files.size(file) > 0);
            key = Files.readString(file, StandardCharsets.US_ASCII).strip();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> get(port, ME, key).statusCode() == 200);
        } finally {
            process.destroyForcibly().waitFor();
        }
        String another = PostgresServer.createDatabase();
        served.put("DATABASE_URL", "postgresql://postgres:postgres@localhost:" + PostgresServer.port() + "/" + another);
        Process next = start(served);
        try {
            awaitReady(port, next);
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> get(port, ME, key).statusCode() == 200);
            try (Connection connection = PostgresServer.connect(another);
                    Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("select count(*), min(key_name) from access_keys")) {
                rows.next();
                assertThat(rows.getInt(1)).isOne();
                assertThat(rows.getString(2)).isEqualTo("bootstrap");
            }
            assertThat(output()).doesNotContain(key);
        } finally {
            next.destroyForcibly();
        }
    }

    @Test
    void productionDoesNotServeAnybodyUnlessThatIsMeant() throws Exception {
        int port = freePort();
        Map<String, String> open = new HashMap<>(Map.of("ENVIRONMENT", "production", "DATABASE_URL", database(), "AUTH_MODE",
                "none", "PORT", String.valueOf(port)));
        Process refused = start(open);
        assertThat(refused.waitFor(90, TimeUnit.SECONDS)).isTrue();
        assertThat(refused.exitValue()).isEqualTo(1);
        assertThat(output()).contains("alert-history cannot start: ENVIRONMENT=production with AUTH_MODE=none would let anybody"
                + " read and write the history: set AUTH_MODE=key, or AUTH_ALLOW_ANONYMOUS=true if that is meant");
        open.put("AUTH_ALLOW_ANONYMOUS", "true");
        Process process = start(open);
        try {
            awaitReady(port, process);
            assertThat(get(port, "/health", "").body()).contains("\"warning_id\":\"anonymous_access\"");
            assertThat(get(port, "/api/v1/access/keys", "").statusCode()).isEqualTo(403);
            assertThat(get(port, "/api/v1/history/sessions", "").statusCode()).isEqualTo(200);
            assertThat(output()).contains("Anybody who reaches the service can read and write the history");
        } finally {
            process.destroyForcibly();
        }
    }
}
