package io.alerthistory.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

import com.sun.net.httpserver.HttpServer;

import io.alerthistory.support.InstalledPostgres;
import io.alerthistory.support.Programs;
import io.restassured.path.json.JsonPath;

/**
 * A real Prometheus and a real Alertmanager feed the packaged service in three ways at once: Prometheus straight,
 * Alertmanager's
 * webhook, and the poll of its API.
 */
@EnabledIf("areInstalled")
class PackagedAlertmanagerIT extends PackagedService {

    private static final Duration SOON = Duration.ofSeconds(60);

    private final Set<String> firing = ConcurrentHashMap.newKeySet();
    private final List<Process> processes = new ArrayList<>();
    private HttpServer target;

    static boolean areInstalled() {
        return Programs.isInstalled("prometheus") && Programs.isInstalled("prometheus-alertmanager");
    }

    @AfterEach
    void end() {
        processes.forEach(Process::destroyForcibly);
        if (target != null) {
            target.stop(0);
        }
    }

    @Test
    void aTimelineTellsWhatHappenedOnSqlite() throws Exception {
        tellsWhatHappened(Map.of());
    }

    @Test
    void aTimelineTellsWhatHappenedOnPostgresql() throws Exception {
        try (InstalledPostgres server = new InstalledPostgres(folder)) {
            tellsWhatHappened(Map.of("DATABASE_URL", server.url("postgres")));
        }
    }

    private void tellsWhatHappened(Map<String, String> environment) throws Exception {
        int port = freePort();
        int alertmanager = freePort();
        Map<String, String> all = new HashMap<>(environment);
        all.putAll(Map.of("PORT", String.valueOf(port), "ALERTMANAGER_URLS", "eu=http://127.0.0.1:" + alertmanager,
                "ALERTMANAGER_POLL_SECONDS", "1"));
        Process service = start(all);
        processes.add(service);
        alertmanager(alertmanager, port);
        awaitReady(port, service);
        firing.add("DiskSlow");
        prometheus(port, alertmanager);
        String fingerprint = fingerprint(port);

        await(port, fingerprint, "fired", "notified");
        String silence = silence(alertmanager);
        await(port, fingerprint, "fired", "notified", "silenced");
        assertThat(send(HttpRequest.newBuilder(uri(alertmanager, "/api/v2/silence/" + silence)).DELETE())).isEqualTo(200);
        await(port, fingerprint, "fired", "notified", "silenced", "unsilenced");
        firing.add("NodeDown");
        await(port, fingerprint, "fired", "notified", "silenced", "unsilenced", "inhibited");
        firing.remove("NodeDown");
        await(port, fingerprint, "fired", "notified", "silenced", "unsilenced", "inhibited", "uninhibited");
        firing.remove("DiskSlow");
        await(port, fingerprint, "fired", "notified", "silenced", "unsilenced", "inhibited", "uninhibited", "resolved");
        firing.add("DiskSlow");
        Awaitility.await().atMost(SOON).untilAsserted(() -> assertThat(get(port, "/api/v1/alerts/" + fingerprint + "/episodes")
                .getList("episodes.end_reason")).containsExactly(null, "told"));

        List<Map<String, Object>> transitions = transitions(port, fingerprint);
        assertThat(transitions).filteredOn(transition -> "silenced".equals(transition.get("kind")))
                .allSatisfy(transition -> assertThat(transition).containsEntry("ref", silence));
        assertThat(transitions).filteredOn(transition -> "notified".equals(transition.get("kind")))
                .allSatisfy(transition -> assertThat(transition).containsEntry("receiver", "history"));
        assertThat(transitions).filteredOn(transition -> "inhibited".equals(transition.get("kind"))).hasSize(1);
        assertThat(get(port, "/api/v1/history/sessions").getList("sessions")).isEmpty();
        assertThat(scrape(port))
                .containsPattern("alert_history_alertmanager_polls_total\\{outcome=\"succeeded\",source=\"eu\",?} [1-9]")
                .containsPattern(
                        "alert_history_alerts_received_total\\{outcome=\"rejected\",source=\"alertmanager_poll\",?} 0.0");
        assertThat(output()).doesNotContain("ERROR");

        processes.get(1).destroyForcibly();
        Awaitility.await().atMost(SOON).until(() -> output().contains("The Alertmanager of the source \"eu\" is not asked"));
        assertThat(get(port, "/api/v1/alerts/" + fingerprint).getString("alerts[0].state")).as("nothing is invented")
                .isEqualTo("firing");
    }

    private void await(int port, String fingerprint, String... kinds) {
        Awaitility.await().atMost(SOON).pollInterval(Duration.ofMillis(300)).untilAsserted(
                () -> assertThat(
                        transitions(port, fingerprint).stream().map(transition -> String.valueOf(transition.get("kind")))
                                .collect(Collectors.toSet()))
                        .containsExactlyInAnyOrder(kinds));
    }

    private List<Map<String, Object>> transitions(int port, String fingerprint) throws Exception {
        return get(port, "/api/v1/alerts/" + fingerprint + "/timeline").getList("transitions");
    }

    private String fingerprint(int port) {
        return Awaitility.await().atMost(SOON).ignoreExceptions()
                .until(() -> get(port, "/api/v1/alerts?alertname=DiskSlow&source=eu").getString("alerts[0].fingerprint"),
                        found -> found != null);
    }

    private JsonPath get(int port, String path) throws Exception {
        return JsonPath.from(http.send(HttpRequest.newBuilder(uri(port, path)).timeout(Duration.ofSeconds(10)).build(),
                HttpResponse.BodyHandlers.ofString()).body());
    }

    private String silence(int alertmanager) throws Exception {
        String body = """
                {"matchers":[{"name":"alertname","value":"DiskSlow","isRegex":false,"isEqual":true}],"startsAt":"%s","endsAt":"%s",
                 "createdBy":"jdoe","comment":"known"}"""
                .formatted(Instant.now(), Instant.now().plusSeconds(3600));
        return JsonPath.from(http.send(HttpRequest.newBuilder(uri(alertmanager, "/api/v2/silences"))
                .header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(body)).build(),
                HttpResponse.BodyHandlers.ofString()).body()).getString("silenceID");
    }

    private void alertmanager(int port, int service) throws IOException {
        Path configuration = Files.writeString(folder.resolve("alertmanager.yml"), """
                route: {receiver: history, group_by: [alertname], group_wait: 1s, group_interval: 1s, repeat_interval: 1m}
                inhibit_rules:
                  - {source_matchers: [alertname = NodeDown], target_matchers: [alertname = DiskSlow], equal: [node]}
                receivers:
                  - name: history
                    webhook_configs: [{url: "http://127.0.0.1:%d/api/v1/webhooks/alertmanager?source=eu"}]
                """.formatted(service));
        processes.add(logged("alertmanager.log", "prometheus-alertmanager", "--config.file=" + configuration,
                "--storage.path=" + folder.resolve("alertmanager"), "--web.listen-address=127.0.0.1:" + port,
                "--cluster.listen-address="));
    }

    /** Its rules say what {@link #firing} says. */
    private void prometheus(int service, int alertmanager) throws IOException {
        target = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        target.createContext("/metrics", exchange -> {
            byte[] body = firing.stream().map(name -> "trouble{name=\"" + name + "\"} 1\n").collect(Collectors.joining())
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "text/plain; version=0.0.4");
            exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body);
            }
        });
        target.start();
        Files.writeString(folder.resolve("rules.yml"), """
                groups:
                  - name: trouble
                    rules:
                      - {alert: DiskSlow, expr: 'trouble{name="DiskSlow"}', labels: {node: a, severity: page}}
                      - {alert: NodeDown, expr: 'trouble{name="NodeDown"}', labels: {node: a, severity: page}}
                """);
        Path configuration = Files.writeString(folder.resolve("prometheus.yml"), """
                global: {scrape_interval: 1s, evaluation_interval: 1s}
                rule_files: [rules.yml]
                alerting:
                  alertmanagers:
                    - static_configs: [{targets: ["127.0.0.1:%d"]}]
                    - path_prefix: /api/v1/sources/eu
                      static_configs: [{targets: ["127.0.0.1:%d"]}]
                scrape_configs:
                  - {job_name: trouble, static_configs: [{targets: ["127.0.0.1:%d"]}]}
                """.formatted(alertmanager, service, target.getAddress().getPort()));
        processes.add(logged("prometheus.log", "prometheus", "--config.file=" + configuration,
                "--storage.tsdb.path=" + folder.resolve("data"), "--web.listen-address=127.0.0.1:" + freePort(),
                "--rules.alert.resend-delay=1s", "--log.level=warn"));
    }
}
