package io.alerthistory.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.alerthistory.support.AuditTampering;
import io.alerthistory.support.FilledHistory;
import io.alerthistory.support.PostgresServer;

/**
 * The command of the packaged jar that verifies the audit log. {@code -Daudit.actions=10000} is how many actions two replicas
 * record at once.
 */
class PackagedAuditIT extends PackagedService {

    private static final int ACTIONS = Integer.getInteger("audit.actions", 200);
    private static final int CALLERS = 8;

    private static final String FILE = "sqlite:///history.db";

    private String command(String url, int exitCode, String... arguments) throws Exception {
        Files.deleteIfExists(log());
        int ended = start(Map.of("DATABASE_URL", url), arguments).waitFor();
        assertThat(ended).as(output()).isEqualTo(exitCode);
        return output();
    }

    /** Starts the service, cancels a session, and stops it. */
    private void serve(String url) throws Exception {
        int port = freePort();
        Process service = start(Map.of("DATABASE_URL", url, "PORT", String.valueOf(port)));
        awaitReady(port, service);
        assertThat(post(port, SESSION)).isIn(200, 201);
        int unused = send(HttpRequest.newBuilder(uri(port, "/api/v1/history/sessions/s/cancel"))
                .POST(HttpRequest.BodyPublishers.noBody()));
        service.destroy();
        service.waitFor();
    }

    @ParameterizedTest
    @ValueSource(booleans = { false, true })
    void aLogIsVerifiedAndAChangeIsFound(boolean isPostgresql) throws Exception {
        String database = isPostgresql ? PostgresServer.createDatabase() : "";
        String url = isPostgresql ? "postgresql://postgres:postgres@localhost:" + PostgresServer.port() + "/" + database : FILE;
        serve(url);

        assertThat(command(url, 0, "audit", "verify")).contains("The audit log is as it was written: 2 rows");
        assertThat(command(url, 0, "audit", "verify", "--since", "2")).contains("1 rows");
        assertThat(command(url, 2, "audit", "verify", "--since", "9")).contains("must be the number of a row");
        assertThat(command(url, 1, "audit", "list")).contains("usage: audit verify");
        try (Connection connection = isPostgresql ? PostgresServer.connect(database) : file()) {
            AuditTampering.run(connection, "update audit_log set actor = 'somebody else' where seq = 2");
        }
        assertThat(command(url, 1, "audit", "verify")).contains("The audit log is broken at row 2: the hash of row 2");
    }

    @Test
    void twoReplicasWriteOneChain() throws Exception {
        String database = PostgresServer.createDatabase();
        String url = "postgresql://postgres:postgres@localhost:" + PostgresServer.port() + "/" + database;
        int[] ports = { freePort(), freePort() };
        List<Process> replicas = new ArrayList<>();
        for (int port : ports) {
            replicas.add(start(Map.of("DATABASE_URL", url, "PORT", String.valueOf(port), "POD_ID", "replica-" + port)));
            awaitReady(port, replicas.get(replicas.size() - 1));
        }
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
        try {
            List<Callable<Integer>> exports = IntStream.range(0, ACTIONS).<Callable<Integer>> mapToObj(
                    i -> () -> send(HttpRequest.newBuilder(uri(ports[i % 2], "/api/v1/history/export?agent_type=a" + i))))
                    .toList();
            for (Future<Integer> export : callers.invokeAll(exports)) {
                assertThat(export.get()).isEqualTo(200);
            }
        } finally {
            callers.shutdownNow();
            replicas.forEach(Process::destroy);
        }
        for (Process replica : replicas) {
            replica.waitFor();
        }

        int rows = ACTIONS + replicas.size(); // each start is a row, too
        assertThat(command(url, 0, "audit", "verify")).contains("The audit log is as it was written: " + rows + " rows");
        try (Connection connection = PostgresServer.connect(database)) {
            AuditTampering.run(connection, "update audit_log set target = 'x' where seq = " + rows / 2);
        }
        assertThat(command(url, 1, "audit", "verify")).contains("The audit log is broken at row " + rows / 2);
    }

    @Test
    void aRestoreTellsOfTheHeadThatItReplaces() throws Exception {
        serve(FILE);
        assertThat(command(FILE, 0, "backup")).contains("completed");
        serve(FILE);
        Path backup = backup();

        assertThat(command(FILE, 0, "restore", backup.toString(), "--into", FILE, "--replace")).contains("is now");

        try (Connection connection = file();
                var rows = connection.createStatement().executeQuery(
                        "select action, details from audit_log order by seq desc limit 1")) {
            assertThat(rows.next()).isTrue();
            assertThat(List.of(rows.getString(1), rows.getString(2).replaceAll("[0-9a-f]{64}", "hash")))
                    .containsExactly("database_restore", "{\"previous_hash\":\"hash\",\"previous_seq\":3}");
        }
        assertThat(command(FILE, 0, "audit", "verify")).contains("3 rows");
    }

    private Path backup() throws Exception {
        try (Stream<Path> files = Files.list(folder.resolve("backups"))) {
            return files.filter(file -> !file.toString().endsWith(".json") && !file.getFileName().toString().startsWith("."))
                    .findFirst().orElseThrow();
        }
    }

    private Connection file() throws SQLException {
        return FilledHistory.connect(folder.resolve("history.db"));
    }
}
