package io.alerthistory.packaged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.alerthistory.support.DeployedPgBouncer;
import io.alerthistory.support.DeployedPostgres;
import io.alerthistory.support.MonitoringFiles;
import io.alerthistory.support.Programs;
import io.vertx.sqlclient.Row;

/**
 * A real Prometheus scrapes the packaged service and the real exporters by the delivered configuration, evaluates the delivered
 * rules, and is asked for everything that rules and dashboard ask for: there is a series for each, so no name or label in them
 * is made up. Service and exporters sign in with the delivered roles, so what they may see is what they see in production.
 */
class PackagedPrometheusIT extends PackagedService {

    private static final String SESSIONS = "/api/v1/history/sessions";

    private final List<Process> processes = new ArrayList<>();
    private final List<DeployedPgBouncer> poolers = new ArrayList<>();

    @AfterEach
    void end() {
        processes.forEach(Process::destroyForcibly);
        poolers.forEach(DeployedPgBouncer::close);
    }

    @Test
    void hasASeriesForEverythingThatRulesAndDashboardAskFor() throws Exception {
        assumeTrue(Programs.isInstalled("prometheus"), "prometheus is not installed");
        try (DeployedPostgres postgresql = new DeployedPostgres(folder)) {
            int port = service(postgresql);
            Optional<Integer> exporter = exporter(postgresql);
            Optional<DeployedPgBouncer> pooler = Programs.isInstalled("pgbouncer")
                    ? Optional.of(new DeployedPgBouncer(postgresql))
                    : Optional.empty();
            pooler.ifPresent(poolers::add);
            Optional<Integer> poolerExporter = poolerExporter(pooler);
            int prometheus = prometheus(port, exporter, poolerExporter);
            makeOneFail(port, postgresql);
            watch(prometheus, port, exporter, poolerExporter, pooler);
            migrateBeyond(postgresql);
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> !ask(prometheus, "query?query=",
                    "ALERTS{alertname=\"AlertHistorySchemaMismatch\"} and on (instance) alert_history_database_up == 1")
                    .path("result").isEmpty());
        }
    }

    private void watch(int prometheus, int port, Optional<Integer> exporter, Optional<Integer> poolerExporter,
            Optional<DeployedPgBouncer> pooler) throws Exception {
        Predicate<String> answered = expression -> (poolerExporter.isPresent() || !expression.contains("pgbouncer_"))
                && (exporter.isPresent() || !expression.matches("(?s).*\\bpg_.*"));
        Set<String> selectors = new TreeSet<>();
        Stream.concat(MonitoringFiles.ruleExpressions().stream(), MonitoringFiles.dashboardExpressions().stream())
                .filter(answered).map(MonitoringFiles::selectors).forEach(selectors::addAll);
        MonitoringFiles.rules().stream().filter(rule -> rule.has("record")).map(rule -> rule.path("record").asText())
                .forEach(selectors::add);
        List<String> shown = MonitoringFiles.dashboardExpressions().stream().filter(answered).toList();
        assertThat(selectors).hasSizeGreaterThan(60);
        assertThat(shown).hasSizeGreaterThan(50);
        // What only one who may see the connections of others knows, and numbers that a watcher who sees nothing gives as 0.
        List<String> telling = Stream.of("sum(pg_stat_activity_count{datname=\"history\",state!=\"\"}) > 2",
                "max(pg_stat_activity_max_tx_duration{datname=\"history\",state=\"idle in transaction\"}) > 0",
                "alert_history_database_certificate_expiry_timestamp_seconds - time() > 800 * 86400",
                "pg_up == 1", "pg_database_size_bytes{datname=\"history\"} > 0", "pgbouncer_up == 1",
                "sum(pgbouncer_pools_client_active_connections{database=\"history\"}) > 0",
                "sum(pgbouncer_pools_server_active_connections{database=\"history\"}) > 0",
                "count(up{job=~\"postgresql|pgbouncer\"} == 1) == " + Stream.of(exporter, poolerExporter)
                        .filter(Optional::isPresent).count())
                .filter(answered).toList();

        try (Connection open = pooler.isPresent() ? pooler.get().connect("history_writer") : null) {
            if (open != null) {
                open.setAutoCommit(false);
            }
            Awaitility.await().atMost(Duration.ofMinutes(3)).pollInterval(Duration.ofSeconds(2)).untilAsserted(() -> {
                makeTraffic(port);
                if (open != null) {
                    execute(open, "select count(*) from alert_sessions");
                }
                assertThat(selectors.stream().filter(selector -> ask(prometheus, "series?match[]=", selector).isEmpty()))
                        .as("without a series").isEmpty();
                assertThat(Stream.concat(shown.stream(), open == null ? Stream.empty() : telling.stream())
                        .filter(expression -> ask(prometheus, "query?query=", expression).path("result").isEmpty()))
                        .as("without a value").isEmpty();
            });
            if (open != null) {
                theConsoleHasWhatThePoolersExporterTells(pooler.orElseThrow());
            }
        }
        ask(prometheus, "rules", "").path("groups").forEach(group -> group.path("rules").forEach(
                rule -> assertThat(rule.path("health").asText()).as("%s", rule).isEqualTo("ok")));
    }

    /**
     * pgbouncer_exporter is not installed everywhere, so its role also asks the console itself for the columns that its series
     * are made of.
     */
    private static void theConsoleHasWhatThePoolersExporterTells(DeployedPgBouncer pooler) throws Exception {
        Map<String, String> columns = Map.of("pgbouncer_pools_client_active_connections", "cl_active",
                "pgbouncer_pools_client_waiting_connections", "cl_waiting", "pgbouncer_pools_server_active_connections",
                "sv_active", "pgbouncer_pools_server_idle_connections", "sv_idle", "pgbouncer_pools_client_maxwait_seconds",
                "maxwait");
        Set<String> asked = Stream
                .concat(MonitoringFiles.ruleExpressions().stream(), MonitoringFiles.dashboardExpressions().stream())
                .flatMap(expression -> MonitoringFiles.selectors(expression).stream())
                .map(selector -> selector.replaceFirst("\\{(?s).*", "")).filter(name -> name.startsWith("pgbouncer_"))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(asked).contains("pgbouncer_up").isSubsetOf(
                Stream.concat(columns.keySet().stream(), Stream.of("pgbouncer_up")).toList());
        for (String other : List.of("lists", "config", "databases", "stats_totals", "clients")) {
            assertThat(pooler.console("show " + other)).as(other).isNotEmpty();
        }
        List<Row> pools = pooler.console("show pools");
        assertThat(pools).allSatisfy(pool -> columns.values()
                .forEach(column -> assertThat(pool.getLong(column)).as(column).isNotNegative()));
        assertThat(pools).as("the open transaction").anySatisfy(pool -> {
            assertThat(pool.getString("database")).isEqualTo(DeployedPostgres.DATABASE);
            assertThat(pool.getString("user")).isEqualTo("history_writer");
            assertThat(pool.getLong("cl_active")).isEqualTo(1);
            assertThat(pool.getLong("sv_active")).isEqualTo(1);
        });
        assertThatThrownBy(() -> pooler.console("pause history")).hasMessageContaining("admin access needed");
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** As a newer version does. */
    private static void migrateBeyond(DeployedPostgres postgresql) throws SQLException {
        try (Connection connection = postgresql.connect(DeployedPostgres.DATABASE)) {
            execute(connection, """
                    insert into flyway_schema_history
                        (installed_rank, version, description, type, script, installed_by, execution_time, success)
                    values (1000, '1000', 'breaking newer', 'SQL', 'V1000__breaking_newer.sql', 'postgres', 0, true)""");
        }
    }

    /** Migrated by one process that has the owner's password, served by one that has not. */
    private int service(DeployedPostgres postgresql) throws IOException, InterruptedException {
        int port = freePort();
        Map<String, String> environment = Map.of("PORT", String.valueOf(port), "ENVIRONMENT", "production", "AUTH_MODE", "none",
                "AUTH_ALLOW_ANONYMOUS", "true", "DATABASE_URL", postgresql.url("history_writer"), "DATABASE_QUERY_TIMEOUT", "2",
                "DATABASE_HEALTH_CHECK_INTERVAL", "1",
                "EVENT_CLEANUP_INTERVAL_HOURS", "0.01", "ORPHANED_SESSION_CHECK_INTERVAL_MINUTES", "0.5");
        Map<String, String> owner = new HashMap<>(environment);
        owner.put("DATABASE_DIRECT_URL", postgresql.url("history_owner"));
        Process migration = start(owner, "migrate");
        processes.add(migration);
        assertThat(migration.waitFor(90, TimeUnit.SECONDS)).isTrue();
        assertThat(migration.exitValue()).as(output()).isZero();
        Map<String, String> writer = new HashMap<>(environment);
        writer.putAll(backups());
        writer.putAll(Map.of("ALERTMANAGER_URLS", "eu=http://127.0.0.1:1", "ALERTMANAGER_POLL_SECONDS", "1"));
        Process process = start(writer);
        processes.add(process);
        awaitReady(port, process);
        return port;
    }

    /** There is one backup of today, so that its metrics are there and none is due: pg_dump may not fit to the server. */
    private Map<String, String> backups() throws IOException {
        Path backups = Files.createDirectories(folder.resolve("backups"));
        long now = System.currentTimeMillis() * 1000;
        Files.writeString(backups.resolve("today.dump"), "x");
        Files.writeString(backups.resolve("today.json"), """
                {"backup_id": "today", "status": "completed", "database": "postgresql", "started_us": %1$d, "finished_us": %1$d,
                 "size_bytes": 1, "sha256": "0", "verified": "listed", "service_version": "0", "rows": {}}
                """.formatted(now));
        return Map.of("DATABASE_BACKUP_ENABLED", "true", "DATABASE_BACKUP_DIR", backups.toString());
    }

    private Optional<Integer> exporter(DeployedPostgres postgresql) throws IOException {
        Optional<String> program = Programs.find("prometheus-postgres-exporter", "postgres_exporter");
        if (program.isEmpty()) {
            return Optional.empty();
        }
        int port = freePort();
        ProcessBuilder exporter = new ProcessBuilder(program.get(), "--web.listen-address=127.0.0.1:" + port);
        exporter.environment().putAll(postgresql.exporter());
        processes.add(logged(exporter, "exporter.log"));
        return Optional.of(port);
    }

    private Optional<Integer> poolerExporter(Optional<DeployedPgBouncer> pooler) throws IOException {
        if (pooler.isEmpty() || !Programs.isInstalled("pgbouncer_exporter")) {
            return Optional.empty();
        }
        int port = freePort();
        ProcessBuilder exporter = new ProcessBuilder("pgbouncer_exporter", "--web.listen-address=127.0.0.1:" + port);
        exporter.environment().put("PGBOUNCER_EXPORTER_CONNECTION_STRING", pooler.get().exporter());
        processes.add(logged(exporter, "pooler-exporter.log"));
        return Optional.of(port);
    }

    /** As it is delivered, but for the addresses, and quicker. */
    private int prometheus(int service, Optional<Integer> exporter, Optional<Integer> poolerExporter) throws IOException {
        Path rules = Files.createDirectory(folder.resolve("rules"));
        for (Path file : MonitoringFiles.files("rules")) {
            Files.writeString(rules.resolve(file.getFileName()),
                    Files.readString(file).replace("interval: 1m", "interval: 1s"));
        }
        String delivered = Files.readString(MonitoringFiles.PROMETHEUS.resolve("prometheus.yml"));
        assertThat(delivered).contains("interval: 15s", "[backend:8080]", "[postgres-exporter:9187]",
                "[pgbouncer-exporter:9127]",
                "[localhost:9090]");
        int port = freePort();
        Path configuration = Files.writeString(folder.resolve("prometheus.yml"),
                delivered.replace("interval: 15s", "interval: 1s").replace("backend:8080", "127.0.0.1:" + service)
                        .replace("postgres-exporter:9187", "127.0.0.1:" + exporter.orElse(1))
                        .replace("pgbouncer-exporter:9127", "127.0.0.1:" + poolerExporter.orElse(1))
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
    private void makeOneFail(int port, DeployedPostgres postgresql) throws Exception {
        try (Connection connection = postgresql.connect(DeployedPostgres.DATABASE)) {
            connection.setAutoCommit(false);
            execute(connection, "lock table alert_sessions in access exclusive mode");
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
