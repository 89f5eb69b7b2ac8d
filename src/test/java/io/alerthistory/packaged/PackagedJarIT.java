package io.alerthistory.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.alerthistory.support.Answer;
import io.alerthistory.support.PostgresServer;
import io.alerthistory.support.RawConnection;
import io.alerthistory.support.RawRequest;

/** The packaged jar as an operator starts it: in an empty folder, with an environment. */
class PackagedJarIT extends PackagedService {

    private static final int HEAP_MEGABYTES = 128;
    private static final int CALLS = 2 * HEAP_MEGABYTES * 32;

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "DATABASE_URL=mysql://u:secret@h/db | Unsupported database scheme: mysql",
            "DATABASE_URL=history.db | DATABASE_URL has no scheme; for a SQLite file write sqlite:///history.db",
            "DATABASE_URL=postgresql://u:sec@ret@h/db | percent-encoded: @ is %40",
            "DATABASE_URL=jdbc:postgresql://h/db?user=u&password=secret&ssl=on | sslmode must be one of disable",
            "DATABASE_URL=postgresql://u:secret@h/db?sslmode=verify-full | verify-full needs a root certificate",
            "DATABASE_URL=postgresql://u:secret@h/db POSTGRES_SSL_ROOT_CERT=/no/such | POSTGRES_SSL_ROOT_CERT must name a file",
            "DATABASE_PASSWORD=secret | DATABASE_PASSWORD is set, so DATABASE_NAME must be set, too",
            "ENVIRONMENT=production | ENVIRONMENT=production needs a database: set DATABASE_URL=postgresql://user:password@host",
            "ENV=staging DATABASE_URL=sqlite:///x.db | needs PostgreSQL, and DATABASE_URL names SQLite",
            "ENVIRONMENT=test | ENVIRONMENT must be one of development, staging, production",
            "DB_POOL_TIMEOUT=soon | DB_POOL_TIMEOUT must be a number of seconds from 0.1 to 300, not \"soon\"",
            "HISTORY_RETENTION_DAYS=-1 | HISTORY_RETENTION_DAYS must be an integer from 0",
            "HISTORY_ENABLED=maybe PORT=x | HISTORY_ENABLED must be true or false, not \"maybe\"; for example HISTORY_ENABLED=true; PORT must",
            "MAX_QUEUE_SIZE=0 | MAX_QUEUE_SIZE must be an integer of at least 1" })
    void refusesWithOneLine(String variables, String message) throws Exception {
        Process process = start(Arrays.stream(variables.split(" ", -1)).map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1])));
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(1);
        assertThat(output()).hasLineCount(1).startsWith("alert-history cannot start: ").contains(message)
                .doesNotContain("secret", "sec@ret");
        assertThat(folder.resolve("history.db")).doesNotExist();
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
}
