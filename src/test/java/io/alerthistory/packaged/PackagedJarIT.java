package io.alerthistory.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.alerthistory.support.Answer;
import io.alerthistory.support.PostgresServer;
import io.alerthistory.support.RawConnection;
import io.alerthistory.support.RawRequest;

/** The packaged jar as an operator starts it: in an empty folder, with an environment. */
class PackagedJarIT {

    private static final Path JAR = Path.of("target/quarkus-app/quarkus-run.jar").toAbsolutePath();
    private static final String SESSION = "{\"session_id\":\"s\",\"agent_type\":\"a\",\"chain_id\":\"c\",\"alert_data\":{}}";

    private static final int HEAP_MEGABYTES = 128;
    private static final int CALLS = 2 * HEAP_MEGABYTES * 32;

    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "DATABASE_URL | mysql://u:secret@h/db | Unsupported database scheme: mysql",
            "DATABASE_URL | history.db | DATABASE_URL has no scheme",
            "DATABASE_URL | postgresql://u:sec@ret@h/db | percent-encoded",
            "POSTGRES_POOL_TIMEOUT | soon | POSTGRES_POOL_TIMEOUT must be an integer",
            "MAX_QUEUE_SIZE | 0 | MAX_QUEUE_SIZE must be an integer of at least 1, for example MAX_QUEUE_SIZE=1000" })
    void refusesWithOneLine(String name, String value, String message) throws Exception {
        Process process = start(Map.of(name, value));
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(1);
        assertThat(output()).hasLineCount(1).startsWith("alert-history cannot start: ").contains(message)
                .doesNotContain("secret", "sec@ret");
    }

    /** No DATABASE_URL: a file in the working directory, which outlives a kill. */
    @Test
    void keepsWhatItAcknowledgedInAFile() throws Exception {
        int port = freePort();
        Process process = start(Map.of("PORT", String.valueOf(port)));
        awaitReady(port, process);
        assertThat(post(port, SESSION)).isEqualTo(201);
        refusesWhatIsNoAddress(port);
        process.destroyForcibly().waitFor();
        assertThat(folder.resolve("history.db")).exists();

        Process again = start(Map.of("PORT", String.valueOf(port)));
        try {
            awaitReady(port, again);
            assertThat(post(port, SESSION)).isEqualTo(200);
        } finally {
            again.destroy();
            assertThat(again.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static void refusesWhatIsNoAddress(int port) throws IOException {
        try (RawConnection connection = new RawConnection(port)) {
            Answer answer = connection.send(RawRequest.get("/api/v1/history/sessions?x=%zz")).orElseThrow();
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        }
    }

    @Test
    void startsOnPostgresqlFromTheSameBuild() throws Exception {
        int port = freePort();
        String url = new PostgresServer().start().get("DATABASE_URL").replace("postgresql://", "postgresql+asyncpg://");
        Process process = start(Map.of("PORT", String.valueOf(port), "DATABASE_URL", url));
        try {
            awaitReady(port, process);
            assertThat(post(port, SESSION)).isEqualTo(201);
            assertThat(output()).contains("PostgreSQL").doesNotContain("postgres:postgres");
            assertThat(folder.resolve("history.db")).doesNotExist();
        } finally {
            process.destroy();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    /** Many times the heap, so it cannot have been held. */
    @ParameterizedTest
    @ValueSource(booleans = { true, false })
    void takesAnUploadThatIsLargerThanItsMemory(boolean postgresql) throws Exception {
        int port = freePort();
        Map<String, String> environment = new HashMap<>(
                Map.of("PORT", String.valueOf(port), "JAVA_TOOL_OPTIONS", "-Xmx" + HEAP_MEGABYTES + "m"));
        if (postgresql) {
            environment.putAll(new PostgresServer().start());
        }
        Process process = start(environment);
        try {
            awaitReady(port, process);
            String id = UUID.randomUUID().toString();
            HttpRequest upload = HttpRequest.newBuilder(uri(port, "/api/v1/history/bulk"))
                    .header("Content-Type", "application/x-ndjson").version(HttpClient.Version.HTTP_1_1)
                    .POST(HttpRequest.BodyPublishers.ofInputStream(() -> lines(id))).build();
            String answer = http.send(upload, HttpResponse.BodyHandlers.ofString()).body();
            assertThat(answer).endsWith("{\"done\":true,\"accepted\":" + (CALLS + 1) + ",\"duplicates\":0,\"rejected\":0}\n");
            assertThat(output()).doesNotContain("OutOfMemoryError");
        } finally {
            process.destroy();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    /** A session and as many calls of 32 KB as make twice the heap; made while they are read. */
    private static InputStream lines(String sessionId) {
        String session = SESSION.replace("\"s\"", "\"" + sessionId + "\"").replace("{\"s", "{\"type\":\"session\",\"s");
        Iterator<String> lines = Stream.concat(Stream.of(session),
                IntStream.range(0, CALLS).mapToObj(i -> "{\"type\":\"llm\",\"session_id\":\"" + sessionId
                        + "\",\"interaction_id\":\"" + sessionId + i + "\",\"model_name\":\"m\",\"thinking_content\":\""
                        + "0123456789abcdef".repeat(2048) + "\"}"))
                .iterator();
        return new SequenceInputStream(new Enumeration<>() {
            @Override
            public boolean hasMoreElements() {
                return lines.hasNext();
            }

            @Override
            public InputStream nextElement() {
                return new ByteArrayInputStream((lines.next() + "\n").getBytes(StandardCharsets.US_ASCII));
            }
        });
    }

    private Process start(Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar", JAR.toString()));
        Map<String, String> all = new HashMap<>(environment);
        all.putIfAbsent("QUARKUS_HTTP_HOST", "127.0.0.1");
        builder.environment().keySet().removeIf(name -> name.startsWith("DATABASE") || name.startsWith("POSTGRES"));
        builder.environment().putAll(all);
        return builder.directory(folder.toFile()).redirectErrorStream(true).redirectOutput(log().toFile()).start();
    }

    private void awaitReady(int port, Process process) {
        Awaitility.await().atMost(Duration.ofSeconds(90)).pollInterval(Duration.ofMillis(200)).ignoreExceptions()
                .failFast("the service ended", () -> !process.isAlive())
                .until(() -> send(HttpRequest.newBuilder(uri(port, "/q/health/ready"))) == 200);
    }

    private int post(int port, String body) throws Exception {
        return send(HttpRequest.newBuilder(uri(port, "/api/v1/history/sessions")).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private int send(HttpRequest.Builder request) throws Exception {
        return http.send(request.timeout(Duration.ofSeconds(10)).build(), HttpResponse.BodyHandlers.ofString()).statusCode();
    }

    private static URI uri(int port, String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private Path log() {
        return folder.resolve("log");
    }

    private String output() throws IOException {
        return Files.readString(log());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
