package io.alerthistory.packaged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.alerthistory.support.MonitoringFiles;
import io.alerthistory.support.PostgresServer;
import io.alerthistory.support.Programs;

/**
 * A real Prometheus scrapes the packaged service by the delivered configuration, evaluates the delivered rules, and is asked
 * for
 * everything that rules and dashboard ask for: there is a series for each, so no name or label in them is made up.
 */
class PackagedPrometheusIT extends PackagedService {

    private static final String SESSIONS = "/api/v1/history/sessions";

    private final List<Process> processes = new ArrayList<>();

    @AfterEach
    void end() {
        processes.forEach(Process::destroyForcibly);
    }

    @Test
    void hasASeriesForEverythingThatRulesAndDashboardAskFor() throws Exception {
        assumeTrue(Programs.isInstalled("prometheus"), "prometheus is not installed");
        String database = PostgresServer.createDatabase();
        int port = service(database);
        Optional<Integer> exporter = exporter();
        int prometheus = prometheus(port, exporter);
        makeOneFail(port, database);

        Set<String> selectors = new TreeSet<>();
        Stream.concat(MonitoringFiles.ruleExpressions().stream(), MonitoringFiles.dashboardExpressions().stream())
                .filter(expression -> isAnswered(expression, exporter)).map(MonitoringFiles::selectors)
                .forEach(selectors::addAll);
        MonitoringFiles.rules().stream().filter(rule -> rule.has("record")).map(rule -> rule.path("record").asText())
                .forEach(selectors::add);
        List<String> shown = MonitoringFiles.dashboardExpressions().stream()
                .filter(expression -> isAnswered(expression, exporter)).toList();
        assertThat(selectors).hasSizeGreaterThan(60);
        assertThat(shown).hasSizeGreaterThan(50);

        Awaitility.await().atMost(Duration.ofMinutes(3)).pollInterval(Duration.ofSeconds(2)).untilAsserted(() -> {
            makeTraffic(port);
            assertThat(selectors.stream().filter(selector -> ask(prometheus, "series?match[]=", selector).isEmpty()))
                    .as("without a series").isEmpty();
            assertThat(shown.stream()
                    .filter(expression -> ask(prometheus, "query?query=", expression).path("result").isEmpty()))
                    .as("panels without a value").isEmpty();
        });
        ask(prometheus, "rules", "").path("groups").forEach(group -> group.path("rules").forEach(
                rule -> assertThat(rule.path("health").asText()).as("%s", rule).isEqualTo("ok")));

        migrateBeyond(database);
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> !ask(prometheus, "query?query=",
                "ALERTS{alertname=\"AlertHistorySchemaMismatch\"} and on (instance) alert_history_database_up == 1")
                .path("result").isEmpty());
    }

    /** As a newer version does. */
    private static void migrateBeyond(String database) throws SQLException {
        try (Connection connection = PostgresServer.connect(database); Statement statement = connection.createStatement()) {
            statement.execute("""
                    insert into flyway_schema_history
                        (installed_rank, version, description, type, script, installed_by, execution_time, success)
                    values (1000, '1000', 'newer', 'SQL', 'V1000__newer.sql', 'postgres', 0, true)""");
        }
    }

    /** PgBouncer's exporter is not in Debian, and PostgreSQL's not everywhere: there is nothing to ask for then. */
    private static boolean isAnswered(String expression, Optional<Integer> exporter) {
        return !expression.contains("pgbouncer_") && (exporter.isPresent() || !expression.matches("(?s).*\\bpg_.*"));
    }

    private int service(String database) throws IOException {
        int port = freePort();
        Process process = start(
                Map.of("PORT", String.valueOf(port), "DATABASE_URL", url(database), "DATABASE_QUERY_TIMEOUT", "2",
                        "DATABASE_HEALTH_CHECK_INTERVAL", "1", "EVENT_CLEANUP_INTERVAL_HOURS", "0.01",
                        "ORPHANED_SESSION_CHECK_INTERVAL_MINUTES", "0.5"));
        processes.add(process);
        awaitReady(port, process);
        return port;
    }

    private static String url(String database) {
        return "postgresql://postgres:postgres@127.0.0.1:" + PostgresServer.port() + "/" + database;
    }

    private Optional<Integer> exporter() throws IOException {
        Optional<String> program = Programs.find("prometheus-postgres-exporter", "postgres_exporter");
        if (program.isEmpty()) {
            return Optional.empty();
        }
        int port = freePort();
        ProcessBuilder exporter = new ProcessBuilder(program.get(), "--web.listen-address=127.0.0.1:" + port);
        exporter.environment().put("DATA_SOURCE_NAME", url("postgres") + "?sslmode=disable");
        processes.add(logged(exporter, "exporter.log"));
        return Optional.of(port);
    }

    /** As it is delivered, but for the addresses, and quicker. */
    private int prometheus(int service, Optional<Integer> exporter) throws IOException {
        Path rules = Files.createDirectory(folder.resolve("rules"));
        for (Path file : MonitoringFiles.files("rules")) {
            Files.writeString(rules.resolve(file.getFileName()),
                    Files.readString(file).replace("interval: 1m", "interval: 1s"));
        }
        String delivered = Files.readString(MonitoringFiles.PROMETHEUS.resolve("prometheus.yml"));
        assertThat(delivered).contains("interval: 15s", "[backend:8080]", "[postgres-exporter:9187]", "[localhost:9090]");
        int port = freePort();
        Path configuration = Files.writeString(folder.resolve("prometheus.yml"),
                delivered.replace("interval: 15s", "interval: 1s").replace("backend:8080", "127.0.0.1:" + service)
                        .replace("postgres-exporter:9187", "127.0.0.1:" + exporter.orElse(1))
                        .replace("localhost:9090", "127.0.0.1:" + port));
        processes.add(logged(new ProcessBuilder("prometheus", "--config.file=" + configuration,
                "--storage.tsdb.path=" + folder.resolve("data"), "--web.listen-address=127.0.0.1:" + port,
                "--log.level=warn"), "prometheus.log"));
        Awaitility.await().atMost(Duration.ofSeconds(60)).ignoreExceptions()
                .until(() -> send(HttpRequest.newBuilder(uri(port, "/-/ready"))) == 200);
        return port;
    }

    private Process logged(ProcessBuilder builder, String log) throws IOException {
        return builder.redirectErrorStream(true).redirectOutput(folder.resolve(log).toFile()).start();
    }

    /** A query that waits longer than it may is a 503 and a slow query: the errors that ratios are made of. */
    private void makeOneFail(int port, String database) throws Exception {
        try (Connection connection = PostgresServer.connect(database); Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("lock table alert_sessions in access exclusive mode");
            assertThat(send(HttpRequest.newBuilder(uri(port, SESSIONS)))).isEqualTo(503);
            connection.rollback();
        }
    }

    private void makeTraffic(int port) throws Exception {
        String id = UUID.randomUUID().toString();
        assertThat(post(port, SESSION.replace("\"s\"", "\"" + id + "\""))).isEqualTo(201);
        assertThat(send(HttpRequest.newBuilder(uri(port, SESSIONS)))).isEqualTo(200);
        assertThat(send(HttpRequest.newBuilder(uri(port, SESSIONS + "/" + id)))).isEqualTo(200);
        assertThat(send(HttpRequest.newBuilder(uri(port, SESSIONS + "/none")))).isEqualTo(404);
    }

    private JsonNode ask(int prometheus, String what, String parameter) {
        try {
            HttpRequest request = HttpRequest.newBuilder(uri(prometheus,
                    "/api/v1/" + what.replace("[]", "%5B%5D") + URLEncoder.encode(parameter, StandardCharsets.UTF_8))).build();
            JsonNode answer = new ObjectMapper().readTree(http.send(request, HttpResponse.BodyHandlers.ofString()).body());
            assertThat(answer.path("status").asText()).as("%s: %s", parameter, answer).isEqualTo("success");
            return answer.path("data");
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
