package io.alerthistory.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/** What URLs and passwords ask for, and a PostgreSQL that asks for passwords. */
class PackagedUrlIT extends PackagedService {

    private static final String NASTY = " a${b}$$\\$c,d\\\\e%@ ";

    private static EmbeddedPostgres server;

    @BeforeAll
    static void serve() throws Exception {
        server = EmbeddedPostgres.builder().start();
        Path rules = Path.of(text("show hba_file"));
        Files.writeString(rules, "host all ivy all scram-sha-256\n" + Files.readString(rules));
        execute("create role ivy superuser login");
        execute("create role trusted superuser login");
        execute("select pg_reload_conf()");
    }

    @AfterAll
    static void close() throws IOException {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = { NASTY, "pw\n" })
    void takesAPasswordAsItIs(String password) throws Exception {
        setPassword(password);

        assertServes(Map.of("DATABASE_HOST", "127.0.0.1", "DATABASE_PORT", port(), "DATABASE_USER", "ivy", "DATABASE_NAME",
                "postgres", "DATABASE_PASSWORD", password));
    }

    @Test
    void takesAPasswordThatIsEncodedInAUrl() throws Exception {
        setPassword(NASTY);

        assertServes(Map.of("DATABASE_URL", "postgresql://ivy:" + URLEncoder.encode(NASTY, StandardCharsets.UTF_8)
                .replace("+", "%20") + "@127.0.0.1:" + port() + "/postgres"));
    }

    @Test
    void takesAPasswordWithADollarThatIsNotEncoded() throws Exception {
        setPassword("a${b}c$$d");

        assertServes(Map.of("DATABASE_URL", "postgresql://ivy:a${b}c$$d@127.0.0.1:" + port() + "/postgres"));
    }

    @ParameterizedTest
    @CsvSource({ "alerts_one, currentSchema=alerts_one",
            "alerts_two, options=-c%20search_path%3Dalerts_two&target_session_attrs=read-write&keepalives_idle=30" })
    void honoursParametersAtAHostWithAnUnderscoreWithoutAPassword(String schema, String parameters) throws Exception {
        execute("create schema " + schema);
        Path hosts = Files.writeString(folder.resolve("hosts"), "127.0.0.1 alert_db\n");
        int port = freePort();
        Process process = start(environment(port, Map.of("JAVA_TOOL_OPTIONS", "-Djdk.net.hosts.file=" + hosts, "DATABASE_URL",
                "postgresql://trusted@alert_db:" + port() + "/postgres?connect_timeout=7&application_name=the%20history&"
                        + parameters)));
        try {
            awaitReady(port, process);

            assertThat(post(port, SESSION)).isEqualTo(201);
            assertThat(text("select count(*) from " + schema + ".alert_sessions")).isEqualTo("1");
            assertThat(text("select count(*) from " + schema + ".flyway_schema_history")).isNotEqualTo("0");
            assertThat(text("select count(*) from pg_stat_activity where application_name = 'the history'"))
                    .isNotEqualTo("0");
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void servesFromTheOneOfSeveralHostsThatIsThere() throws Exception {
        assertServes(Map.of("DATABASE_URL", "postgresql://trusted@127.0.0.1:" + freePort() + ",127.0.0.1:" + port()
                + "/postgres?target_session_attrs=read-write"));
    }

    private void assertServes(Map<String, String> variables) throws Exception {
        int port = freePort();
        Process process = start(environment(port, variables));
        try {
            awaitReady(port, process);

            assertThat(post(port, SESSION)).isIn(200, 201);
            assertThat(folder.resolve("history.db")).doesNotExist();
            assertThat(output()).doesNotContain("${b}", "%7Bb%7D");
        } finally {
            process.destroyForcibly();
        }
    }

    private static Map<String, String> environment(int port, Map<String, String> variables) {
        Map<String, String> environment = new HashMap<>(variables);
        environment.put("PORT", String.valueOf(port));
        return environment;
    }

    private static String port() {
        return String.valueOf(server.getPort());
    }

    private static void setPassword(String password) throws SQLException {
        String statement;
        try (Connection connection = server.getPostgresDatabase().getConnection();
                PreparedStatement quote = connection.prepareStatement("select format('alter role ivy password %L', ?)")) {
            quote.setString(1, password);
            try (ResultSet quoted = quote.executeQuery()) {
                quoted.next();
                statement = quoted.getString(1);
            }
        }
        execute(statement);
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String text(String query) throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(query)) {
            found.next();
            return found.getString(1);
        }
    }
}
