package io.alerthistory.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

import io.alerthistory.support.LiveClient;
import io.alerthistory.support.Programs;
import io.restassured.path.json.JsonPath;

/** The configuration of nginx that serves Tarsy's dashboard beside the packaged jar; its files are stand-ins. */
@EnabledIf("isInstalled")
class PackagedDashboardIT extends PackagedService {

    private static final String PAGE = "<!doctype html><title>dashboard</title>";

    static boolean isInstalled() {
        return Programs.isInstalled("nginx");
    }

    private Process nginx(int port, int backend) throws IOException {
        Path temporary = Files.createDirectories(folder.resolve("nginx"));
        Path files = Files.createDirectories(folder.resolve("dist/assets")).getParent();
        Files.writeString(files.resolve("index.html"), PAGE);
        Files.writeString(files.resolve("assets/index-1a2b.js"), "export {}");
        String configuration = Files.readString(Path.of("deploy/dashboard/nginx.conf"))
                .replace("/tmp/", temporary + "/").replace("listen 8082", "listen 127.0.0.1:" + port)
                .replace("127.0.0.1:8080", "127.0.0.1:" + backend).replace("/usr/share/nginx/html", files.toString());
        return new ProcessBuilder(Programs.path("nginx").orElseThrow().toString(), "-c",
                Files.writeString(folder.resolve("dashboard.conf"), configuration).toString(), "-g", "daemon off; user root;")
                .redirectErrorStream(true).redirectOutput(folder.resolve("nginx.log").toFile()).start();
    }

    private HttpResponse<String> ask(HttpRequest.Builder request) throws Exception {
        return http.send(request.timeout(Duration.ofSeconds(10)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> get(int port, String path) throws Exception {
        return ask(HttpRequest.newBuilder(uri(port, path)));
    }

    @Test
    void servesThePageAndTheHistoryAtOneAddress() throws Exception {
        int backend = freePort();
        int port = freePort();
        Process service = start(Map.of("PORT", String.valueOf(backend)));
        Process nginx = nginx(port, backend);
        try {
            awaitReady(backend, service);
            Awaitility.await().atMost(Duration.ofSeconds(20)).ignoreExceptions()
                    .until(() -> get(port, "/").statusCode() == 200);
            for (String view : List.of("/", "/dashboard", "/sessions/s-1", "/sessions/s-1/technical", "/submit-alert",
                    "/login")) {
                HttpResponse<String> page = get(port, view);
                assertThat(page.statusCode()).as(view).isEqualTo(200);
                assertThat(page.body()).as(view).isEqualTo(PAGE);
                assertThat(page.headers().firstValue("Cache-Control")).hasValue("no-cache");
                assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html");
            }
            HttpResponse<String> script = get(port, "/assets/index-1a2b.js");
            assertThat(script.headers().firstValue("Cache-Control")).hasValue("public, max-age=31536000, immutable");
            assertThat(script.headers().firstValue("Content-Type")).hasValueSatisfying(
                    type -> assertThat(type).endsWith("javascript"));
            assertThat(get(port, "/assets/index-0000.js").statusCode()).as("a file of an older build").isEqualTo(404);
            answersWhatTheDashboardAsks(port);
        } finally {
            nginx.destroy();
            service.destroyForcibly();
        }
    }

    private void answersWhatTheDashboardAsks(int port) throws Exception {
        for (String route : List.of("/api/v1/history/active-sessions", "/api/v1/history/sessions?page=1&page_size=10",
                "/api/v1/history/filter-options", "/api/v1/alert-types", "/api/v1/runbooks", "/api/v1/system/mcp-servers",
                "/api/v1/system/default-tools?alert_type=Kubernetes", "/api/v1/system/warnings", "/health")) {
            HttpResponse<String> answer = get(port, route);
            assertThat(answer.statusCode()).as(route).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type")).as(route)
                    .hasValueSatisfying(type -> assertThat(type).startsWith("application/json"));
        }
        HttpResponse<String> nobody = get(port, "/oauth2/userinfo");
        assertThat(nobody.statusCode()).isEqualTo(404);
        assertThat(nobody.body()).doesNotContain("<");
        assertThat(get(port, "/api/v1/ws").statusCode()).as("no handshake, and no page in its place").isEqualTo(400);
        try (LiveClient client = new LiveClient(port, Map.of("Origin", "http://localhost:" + port))) {
            client.await("connection.established");
        }

        HttpResponse<String> submitted = ask(HttpRequest.newBuilder(uri(port, "/api/v1/alerts"))
                .header("Content-Type", "application/json").header("X-Forwarded-User", "mallory")
                .POST(HttpRequest.BodyPublishers.ofString("{\"alert_type\":\"Manual\",\"data\":{\"pod\":\"api-1\"}}")));
        assertThat(submitted.statusCode()).as(submitted.body()).isEqualTo(200);
        String id = new JsonPath(submitted.body()).getString("session_id");
        JsonPath read = new JsonPath(get(port, "/api/v1/history/sessions/" + id).body());
        assertThat(read.getString("author")).isEqualTo("api-client");
        JsonPath cancelled = new JsonPath(ask(HttpRequest.newBuilder(uri(port, "/api/v1/history/sessions/" + id + "/cancel"))
                .POST(HttpRequest.BodyPublishers.noBody())).body());
        assertThat(cancelled.getString("status")).isEqualTo("cancelled");
    }
}
