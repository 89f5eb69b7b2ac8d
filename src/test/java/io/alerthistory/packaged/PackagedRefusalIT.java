package io.alerthistory.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.alerthistory.support.PgBouncer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/** Databases that cannot be used, for a reason that waiting does not end. */
class PackagedRefusalIT extends PackagedService {

    private static EmbeddedPostgres server;

    @BeforeAll
    static void serve() throws Exception {
        server = EmbeddedPostgres.builder().start();
        Path rules;
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                var file = statement.executeQuery("show hba_file")) {
            file.next();
            rules = Path.of(file.getString(1));
        }
        Files.writeString(rules, "host all ivy all scram-sha-256\n" + Files.readString(rules));
        for (String statement : List.of("create role ivy login password 'secret'", "create role guest login",
                "create database latin encoding 'LATIN1' template template0 lc_collate 'C' lc_ctype 'C'",
                "create database taken", "create database shared", "select pg_reload_conf()")) {
            execute("postgres", statement);
        }
        execute("taken", "create table alert_sessions (id int)");
        execute("shared", "create table orders (id int)");
    }

    @AfterAll
    static void close() throws IOException {
        server.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "postgresql://ivy:wr0ng@127.0.0.1:PORT/postgres | check the user and the password of DATABASE_URL",
            "postgresql://ivy@127.0.0.1:PORT/postgres | check the password and the sslmode of DATABASE_URL (no password is set)",
            "postgresql://postgres@127.0.0.1:PORT/missing | create the database, or name another one in DATABASE_URL",
            "postgresql://postgres@127.0.0.1:PORT/latin | the database's encoding is LATIN1, but UTF8 is required",
            "postgresql://guest@127.0.0.1:PORT/postgres | GRANT CREATE ON SCHEMA public",
            "postgresql://postgres@127.0.0.1:PORT/postgres?currentSchema=none | none of the schemas of the search path exists",
            "postgresql://postgres@127.0.0.1:PORT/taken | with the names of this service's tables (alert_sessions)",
            "postgresql://ivy:wr0ng@127.0.0.1:99999/postgres | DATABASE_URL: the port 99999 must be a number from 1 to 65535",
            "postgresql://ivy:${DB_PASSWORD}@127.0.0.1:PORT/postgres | DATABASE_URL: a placeholder stands where the password" })
    void endsWithALineThatSaysWhatToDo(String url, String line) throws Exception {
        assertRefused(Map.of("DATABASE_URL", url.replace("PORT", String.valueOf(server.getPort()))), line);
    }

    @ParameterizedTest
    @ValueSource(booleans = { true, false })
    void servesFromANewerSchemaUnlessThatBreaksOlderBuilds(boolean onPostgresql) throws Exception {
        int port = freePort();
        String name = "newer";
        if (onPostgresql) {
            execute("postgres", "create database " + name);
        }
        String url = onPostgresql ? "postgresql://postgres@127.0.0.1:" + server.getPort() + "/" + name
                : "sqlite:///" + folder.resolve("newer.db");
        String jdbc = onPostgresql ? "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/" + name + "?user=postgres"
                : "jdbc:sqlite:" + folder.resolve("newer.db");
        Map<String, String> environment = Map.of("DATABASE_URL", url, "PORT", String.valueOf(port));
        assertThat(start(environment, "migrate").waitFor(60, TimeUnit.SECONDS)).isTrue();
        migrated(jdbc, 1001, "later");

        Process older = start(environment);
        try {
            awaitReady(port, older);

            assertThat(post(port, SESSION)).isEqualTo(201);
            assertThat(output()).contains("this one serves from it: 1001 (later)");

            migrated(jdbc, 1002, "breaking change of names");
            Awaitility.await().atMost(Duration.ofSeconds(20))
                    .until(() -> send(HttpRequest.newBuilder(uri(port, "/q/health/ready"))) == 503);
        } finally {
            older.destroyForcibly().waitFor();
        }
        assertRefused(environment, "a newer build has migrated the schema to version 1002");
    }

    /** What a newer build leaves of a migration. */
    private static void migrated(String jdbc, int version, String description) throws SQLException {
        try (Connection connection = DriverManager.getConnection(jdbc);
                PreparedStatement insert = connection.prepareStatement("insert into flyway_schema_history"
                        + " (installed_rank, version, description, type, script, checksum, installed_by, execution_time, success)"
                        + " values (?, ?, ?, 'SQL', 'later.sql', 1, 'newer build', 1, ?)")) {
            insert.setInt(1, version);
            insert.setString(2, String.valueOf(version));
            insert.setString(3, description);
            insert.setBoolean(4, true);
            insert.executeUpdate();
        }
    }

    @Test
    void endsWhenTheFileIsNoDatabase() throws Exception {
        Files.writeString(folder.resolve("history.db"), "these are the minutes of a meeting, and not a database".repeat(40));

        assertRefused(Map.of(), "the file history.db is not a SQLite database");
    }

    /** As on a root filesystem that is read-only. */
    @Test
    void endsWhenNothingIsSetAndTheFileCannotBeMade() throws Exception {
        Files.createDirectory(folder.resolve("history.db"));

        assertRefused(Map.of(),
                "the file history.db cannot be opened: name a file in a directory that this process may write to");
    }

    @Test
    void endsWhenTheFileIsThatOfAnotherApplication() throws Exception {
        executeInFile("create table alert_sessions (session_id varchar primary key, alert_id varchar, alert_data json)");

        assertRefused(Map.of(),
                "the file has tables of another application with the names of this service's tables (alert_sessions)");
    }

    @Test
    void sharesASchemaInWhichNoNameIsTaken() throws Exception {
        assertServes(Map.of("DATABASE_URL", "postgresql://postgres@127.0.0.1:" + server.getPort() + "/shared"));

        assertThat(output()).contains("The database also has tables of other applications, which are not changed: orders");
    }

    @Test
    void sharesAFileInWhichNoNameIsTaken() throws Exception {
        executeInFile("create table orders (id int)");

        assertServes(Map.of());
    }

    /** It is no outage, so the service goes on and says which setting is missing. */
    @Test
    @EnabledIf("io.alerthistory.support.PgBouncer#isInstalled")
    void namesTheSettingWhenAPoolerRefusesParameters() throws Exception {
        PgBouncer pooler = new PgBouncer();
        String url = pooler.start().get("DATABASE_URL");
        int port = freePort();
        Process process = start(Map.of("PORT", String.valueOf(port), "DATABASE_URL", url));
        try {
            Awaitility.await().atMost(Duration.ofSeconds(90)).ignoreExceptions().untilAsserted(() -> {
                assertThat(body(port, "/q/health/ready")).contains("DATABASE_POOLER=pgbouncer");
                assertThat(body(port, "/health")).contains("DATABASE_POOLER=pgbouncer").contains("database_refuses");
            });
            assertThat(output()).contains("set DATABASE_POOLER=pgbouncer");
            process.destroyForcibly().waitFor();

            assertServes(Map.of("DATABASE_URL", url + "?pgbouncer=true"));
        } finally {
            process.destroyForcibly();
            pooler.stop();
        }
    }

    private void assertRefused(Map<String, String> variables, String line) throws Exception {
        Map<String, String> environment = new HashMap<>(variables);
        environment.put("PORT", String.valueOf(freePort()));
        Process process = start(environment);
        try {
            assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();

            assertThat(process.exitValue()).isEqualTo(1);
            assertThat(output().lines().filter(text -> text.startsWith("alert-history cannot start: "))).singleElement()
                    .asString()
                    .contains(line);
            assertThat(output()).doesNotContain("\tat ", "wr0ng", "secret", "attempt 4");
        } finally {
            process.destroyForcibly();
        }
    }

    private void assertServes(Map<String, String> variables) throws Exception {
        int port = freePort();
        Map<String, String> environment = new HashMap<>(variables);
        environment.put("PORT", String.valueOf(port));
        Process process = start(environment);
        try {
            awaitReady(port, process);

            assertThat(post(port, SESSION)).isIn(200, 201);
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private String body(int port, String path) throws Exception {
        return http.send(HttpRequest.newBuilder(uri(port, path)).build(), HttpResponse.BodyHandlers.ofString()).body();
    }

    private void executeInFile(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("history.db"));
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void execute(String database, String sql) throws SQLException {
        try (Connection connection = server.getDatabase("postgres", database).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
