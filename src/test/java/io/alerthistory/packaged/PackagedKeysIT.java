package io.alerthistory.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

import io.alerthistory.support.Programs;
import io.restassured.path.json.JsonPath;

/**
 * A real Prometheus and a real Alertmanager sign in with keys of the service, as docs/access.md says: each with its own key,
 * and
 * with a key that may not, or that there is not.
 */
@EnabledIf("areInstalled")
class PackagedKeysIT extends PackagedService {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String UNKNOWN = "ahk_abcdefghijkl_" + "x".repeat(49);

    private final List<Process> processes = new ArrayList<>();

    static boolean areInstalled() {
        return Programs.isInstalled("prometheus") && Programs.isInstalled("prometheus-alertmanager");
    }

    @AfterEach
    void end() {
        processes.forEach(Process::destroyForcibly);
    }

    @Test
    void eachSenderHasAKeyThatDoesNothingElse() throws Exception {
        Path first = folder.resolve("admin.key");
        int port = freePort();
        Process service = start(Map.of("AUTH_MODE", "key", "PORT", String.valueOf(port), "METRICS_ACCESS", "viewer",
                "DATABASE_URL", "sqlite:///" + folder.resolve("keys.db"), "BOOTSTRAP_ADMIN_KEY_FILE", first.toString()));
        processes.add(service);
        awaitReady(port, service);
        Awaitility.await().atMost(SOON).until(() -> Files.exists(first) && Files.size(first) > 0);
        String admin = Files.readString(first, StandardCharsets.US_ASCII).strip();
        String ingest = key(port, admin, "ingest");
        String viewer = key(port, admin, "viewer");
        int alertmanager = freePort();
        int prometheus = freePort();
        alertmanager(alertmanager, port, ingest);
        prometheus(prometheus, alertmanager, port, ingest, viewer);

        String recorded = "/api/v1/alerts?alertname=Always";
        Awaitility.await().atMost(SOON).untilAsserted(() -> assertThat(read(port, recorded, bearer(viewer))
                .getList("alerts.source")).containsExactly("eu"));
        Awaitility.await().atMost(SOON).untilAsserted(() -> assertThat(read(port, "/api/v1/notifications", basic(viewer))
                .getList("notifications.receiver")).contains("known").doesNotContain("unknown"));
        Awaitility.await().atMost(SOON).untilAsserted(() -> {
            assertThat(value(prometheus, "up{job=\"viewer\"}")).isEqualTo("1");
            assertThat(value(prometheus, "up{job=\"ingest\"}")).as("a sender's key reads nothing").isEqualTo("0");
            assertThat(value(prometheus, "up{job=\"nobody\"}")).isEqualTo("0");
            assertThat(value(prometheus, "alert_history_signin_refused_total > 0")).isNotEmpty();
            assertThat(Files.readString(folder.resolve("alertmanager.log"))).contains("unexpected status code 401");
        });
        assertThat(statusOf(port, recorded, bearer(ingest))).isEqualTo(403);
        assertThat(statusOf(port, recorded, basic(UNKNOWN))).isIn(401, 429);
        assertThat(statusOf(port, recorded, "")).isEqualTo(401);
        assertThat(output()).doesNotContain(ingest, viewer, UNKNOWN, admin);
    }

    private String key(int port, String admin, String role) throws Exception {
        HttpResponse<String> made = http.send(HttpRequest.newBuilder(uri(port, "/api/v1/access/keys"))
                .header("Authorization", bearer(admin)).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"name\": \"" + role + "\", \"roles\": [\"" + role + "\"]}"))
                .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        return JsonPath.from(made.body()).getString("key");
    }

    private static String bearer(String key) {
        return "Bearer " + key;
    }

    private static String basic(String key) {
        return "Basic " + Base64.getEncoder().encodeToString(("any:" + key).getBytes(StandardCharsets.UTF_8));
    }

    private JsonPath read(int port, String path, String authorization) throws Exception {
        HttpResponse<String> response = get(port, path, authorization);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JsonPath.from(response.body());
    }

    private int statusOf(int port, String path, String authorization) throws Exception {
        return get(port, path, authorization).statusCode();
    }

    private HttpResponse<String> get(int port, String path, String authorization) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(port, path)).timeout(Duration.ofSeconds(10));
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** The value of a metric; empty when it has none. */
    private String value(int prometheus, String expression) throws Exception {
        String value = read(prometheus, "/api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8), "")
                .getString("data.result[0].value[1]");
        return value == null ? "" : value;
    }

    private String file(String name, String key) throws IOException {
        return Files.writeString(folder.resolve(name), key).toString();
    }

    private void alertmanager(int port, int service, String ingest) throws IOException {
        String webhook = "{url: \"http://127.0.0.1:" + service + "/api/v1/webhooks/alertmanager?source=%s\","
                + " http_config: {authorization: {credentials_file: %s}}}";
        Path configuration = Files.writeString(folder.resolve("alertmanager.yml"), """
                route:
                  receiver: known
                  group_wait: 1s
                  group_interval: 1s
                  repeat_interval: 1m
                  routes: [{receiver: unknown, continue: true}, {receiver: known}]
                receivers:
                  - name: known
                    webhook_configs: [%s]
                  - name: unknown
                    webhook_configs: [%s]
                """.formatted(webhook.formatted("eu", file("ingest.key", ingest)),
                webhook.formatted("no", file("unknown.key", UNKNOWN))));
        processes.add(logged("alertmanager.log", "prometheus-alertmanager", "--config.file=" + configuration,
                "--storage.path=" + folder.resolve("alertmanager"), "--web.listen-address=127.0.0.1:" + port,
                "--cluster.listen-address=", "--log.level=debug"));
    }

    private void prometheus(int port, int alertmanager, int service, String ingest, String viewer) throws IOException {
        Files.writeString(folder.resolve("rules.yml"), """
                groups: [{name: always, rules: [{alert: Always, expr: 'vector(1)', labels: {severity: page}}]}]
                """);
        String scrape = "  - {job_name: %s, metrics_path: /q/metrics, authorization: {credentials_file: %s},"
                + " static_configs: [{targets: [\"127.0.0.1:" + service + "\"]}]}\n";
        Path configuration = Files.writeString(folder.resolve("prometheus.yml"), """
                global: {scrape_interval: 1s, evaluation_interval: 1s}
                rule_files: [rules.yml]
                alerting:
                  alertmanagers:
                    - static_configs: [{targets: ["127.0.0.1:%1$d"]}]
                    - path_prefix: /api/v1/sources/eu
                      authorization: {credentials_file: %2$s}
                      static_configs: [{targets: ["127.0.0.1:%3$d"]}]
                    - path_prefix: /api/v1/sources/no
                      authorization: {credentials_file: %4$s}
                      static_configs: [{targets: ["127.0.0.1:%3$d"]}]
                scrape_configs:
                """.formatted(alertmanager, file("ingest.key", ingest), service, file("viewer.key", viewer))
                + scrape.formatted("viewer", folder.resolve("viewer.key"))
                + scrape.formatted("ingest", folder.resolve("ingest.key"))
                + scrape.formatted("nobody", file("unknown.key", UNKNOWN)));
        processes.add(logged("prometheus.log", "prometheus", "--config.file=" + configuration,
                "--storage.tsdb.path=" + folder.resolve("data"), "--web.listen-address=127.0.0.1:" + port,
                "--rules.alert.resend-delay=1s", "--log.level=warn"));
    }
}
