package io.alerthistory.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/** The packaged jar and a PostgreSQL at a Unix-domain socket, whose folder is named as Cloud SQL names it. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there the server has no such sockets")
class PackagedSocketIT extends PackagedService {

    @TempDir
    Path server;

    private Path sockets;
    private int databasePort;
    private EmbeddedPostgres postgres;

    @BeforeEach
    void serve() throws IOException {
        sockets = Files.createDirectory(server.resolve("project:region:db"));
        databasePort = freePort();
        postgres = startServer();
    }

    @AfterEach
    void close() throws IOException {
        postgres.close();
    }

    private EmbeddedPostgres startServer() throws IOException {
        return EmbeddedPostgres.builder().setDataDirectory(server.resolve("data")).setCleanDataDirectory(false)
                .setPort(databasePort).setServerConfig("unix_socket_directories", sockets.toString()).start();
    }

    private Process start(int port, Map<String, String> variables) throws IOException {
        Map<String, String> environment = new HashMap<>(Map.of("PORT", String.valueOf(port)));
        variables.forEach((name, value) -> environment.put(name,
                value.replace("FOLDER", sockets.toString()).replace("NUMBER", String.valueOf(databasePort))));
        return start(environment);
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String text(String query) throws SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(query)) {
            found.next();
            return found.getString(1);
        }
    }

    private int get(int port, String path) throws Exception {
        return send(HttpRequest.newBuilder(uri(port, path)));
    }

    private void assertServesAtASocket(int port, Process process) throws Exception {
        awaitReady(port, process);

        assertThat(post(port, SESSION)).isEqualTo(201);
        assertThat(get(port, "/api/v1/history/sessions/s")).isEqualTo(200);
        assertThat(http.send(HttpRequest.newBuilder(uri(port, "/health/database/health")).build(),
                HttpResponse.BodyHandlers.ofString()).body()).contains("\"tls\":false");
        assertThat(text("select count(*) filter (where client_addr is null) > 0 and count(client_addr) = 0"
                + " from pg_stat_activity where application_name like 'alert-history%'")).isEqualTo("t");
        Awaitility.await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(scrape(port)).contains("alert_history_database_up 1.0"));
        assertThat(output()).doesNotContain("postgres:postgres");
        assertThat(output().lines().filter(line -> line.contains(" WARN "))
                .filter(line -> !line.contains("The database is not available"))) // a probe was late on a busy machine
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "postgresql://postgres:postgres@/postgres?host=FOLDER&port=NUMBER",
            "postgresql+psycopg://postgres:postgres@/postgres?host=/no/such/folder,FOLDER&port=NUMBER",
            "postgresql+pg8000://postgres:postgres@/postgres?unix_sock=FOLDER/.s.PGSQL.NUMBER&sslmode=verify-full" })
    void migratesAndServesWithTheUrlOfEveryDriver(String url) throws Exception {
        int port = freePort();
        Process process = start(port, Map.of("DATABASE_URL", url));
        try {
            assertServesAtASocket(port, process);
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void takesTheFolderAsAPartOfAnAddress() throws Exception {
        int port = freePort();
        Process process = start(port, Map.of("DATABASE_HOST", "FOLDER", "DATABASE_PORT", "NUMBER", "DATABASE_USER", "postgres",
                "DATABASE_PASSWORD", "postgres", "DATABASE_NAME", "postgres"));
        try {
            assertServesAtASocket(port, process);
        } finally {
            process.destroyForcibly();
        }
    }

    /** The server asks the system who is at the other end; whoever it is, the map lets them be this role. */
    @Test
    void needsNoPasswordWhereTheServerAsksTheSystem() throws Exception {
        Path rules = Path.of(text("show hba_file"));
        Files.writeString(rules, "local all peered peer map=everybody\n" + Files.readString(rules));
        Files.writeString(Path.of(text("show ident_file")), "everybody /^.*$ peered\n");
        execute("create role peered superuser login");
        execute("select pg_reload_conf()");
        int port = freePort();
        Process process = start(port, Map.of("DATABASE_URL", "postgresql://peered@/postgres?host=FOLDER&port=NUMBER"));
        try {
            assertServesAtASocket(port, process);
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void saysWhichSocketIsMissingAndStartsWhenItComes() throws Exception {
        postgres.close();
        int port = freePort();
        Process process = start(port,
                Map.of("DATABASE_URL", "postgresql://postgres:secret@/postgres?host=FOLDER&port=NUMBER"));
        try {
            Awaitility.await().atMost(Duration.ofSeconds(90)).untilAsserted(() -> assertThat(output())
                    .contains("The database cannot be used, attempt 1 of 30: there is no socket " + sockets + "/.s.PGSQL."
                            + databasePort + ": see that the server or its proxy runs")
                    .doesNotContain("secret"));

            postgres = startServer();

            awaitReady(port, process);
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void goesOnWhenTheServerHasStartedAnew() throws Exception {
        int port = freePort();
        Process process = start(port, Map.of("DATABASE_URL", "postgresql://postgres@/postgres?host=FOLDER&port=NUMBER"));
        try {
            assertServesAtASocket(port, process);

            postgres.close();
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> get(port, "/q/health/ready") == 503);
            assertThat(get(port, "/api/v1/history/sessions/s")).isEqualTo(503);
            assertThat(post(port, SESSION.replace("\"s\"", "\"t\""))).isEqualTo(503);
            postgres = startServer();

            awaitReady(port, process);
            assertThat(get(port, "/api/v1/history/sessions/s")).isEqualTo(200);
            assertThat(post(port, SESSION.replace("\"s\"", "\"u\""))).isEqualTo(201);
        } finally {
            process.destroyForcibly();
        }
    }
}
