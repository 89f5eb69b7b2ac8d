package io.alerthistory.packaged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.GZIPInputStream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import io.alerthistory.support.BehindProxy;
import io.alerthistory.support.LiveClient;
import io.alerthistory.support.Programs;
import io.restassured.path.json.JsonPath;

/**
 * The proxy's configuration with a real nginx before the packaged jar, where nginx is installed. A stand-in of oauth2-proxy
 * knows one user.
 */
@EnabledIf("isInstalled")
class PackagedProxyIT extends PackagedService {

    private static final List<String> FORGED = List.of("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Uri",
            "X-Forwarded-Proto", "X-Forwarded-Port", "X-Forwarded-Prefix", "X-Forwarded-Method", "X-Real-IP", "X-Original-URL",
            "X-Original-URI", "X-Auth-Request-Redirect", "X-Forwarded-User", "X-Forwarded-Email", "X-Forwarded-Groups",
            "X-Forwarded-Preferred-Username", "X-Forwarded-Access-Token", "X-Auth-Request-User", "X-Auth-Request-Email",
            "X-Auth-Request-Groups", "X-Auth-Proxy-Secret", "X-Auth-Request-Preferred-Username", "X-Auth-Request-Access-Token");
    private static final String ALICE = "Basic YWxpY2U6c2VjcmV0";

    static boolean isInstalled() {
        return Programs.isInstalled("nginx");
    }

    private static HttpServer signIn() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/oauth2/auth", PackagedProxyIT::knows);
        server.createContext("/oauth2/sign_in", exchange -> answer(exchange, 200));
        server.start();
        return server;
    }

    private static void knows(HttpExchange exchange) throws IOException {
        if (ALICE.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            exchange.getResponseHeaders().set("X-Auth-Request-User", "alice");
            exchange.getResponseHeaders().set("X-Auth-Request-Email", "alice@example.org");
            exchange.getResponseHeaders().set("X-Auth-Request-Groups", "others,platform");
            answer(exchange, 202);
        } else {
            answer(exchange, 401);
        }
    }

    private static void answer(HttpExchange exchange, int status) throws IOException {
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    private Process proxy(int port, int backend, int signIn) throws IOException {
        Path temporary = Files.createDirectories(folder.resolve("nginx"));
        String configuration = Files.readString(Path.of("deploy/proxy/nginx.conf")).replace("RESOLVER", "127.0.0.1")
                .replace("PROXY_SECRET", BehindProxy.SECRET)
                .replace("listen 8081", "listen 127.0.0.1:" + port).replace("backend:8080", "127.0.0.1:" + backend)
                .replace("oauth2-proxy:4180", "127.0.0.1:" + signIn).replace("/tmp/", temporary + "/")
                .replace("/etc/alert-history/", Path.of("deploy/proxy").toAbsolutePath() + "/");
        Path file = Files.writeString(folder.resolve("nginx.conf"), configuration);
        return new ProcessBuilder(Programs.path("nginx").orElseThrow().toString(), "-c", file.toString(), "-g",
                "daemon off; user root;")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("nginx.log").toFile()).start();
    }

    private static Map<String, String> behindTheProxy(int port) {
        Map<String, String> variables = new HashMap<>(BehindProxy.VARIABLES);
        variables.put("PORT", String.valueOf(port));
        return variables;
    }

    private HttpResponse<String> ask(HttpRequest.Builder request) throws Exception {
        return http.send(request.timeout(Duration.ofSeconds(10)).build(), HttpResponse.BodyHandlers.ofString());
    }

    /** As a browser on the page of the proxy connects, and as one on another page. */
    private void passesOnWhatHappens(int port) throws Exception {
        try (LiveClient client = new LiveClient(port,
                Map.of("Authorization", ALICE, "Origin", "http://localhost:" + port)).subscribe("sessions")) {
            ask(HttpRequest.newBuilder(uri(port, "/api/v1/alerts")).header("Authorization", ALICE)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString("{\"alert_type\":\"Live\",\"data\":{\"pod\":\"api-2\"}}")));
            assertThat(client.await("session.created").path("alert_type").asText()).isEqualTo("Live");
        }
        assertThatThrownBy(() -> new LiveClient(port, Map.of("Authorization", ALICE, "Origin", "http://evil.example")).close())
                .hasCauseInstanceOf(WebSocketHandshakeException.class);
        assertThatThrownBy(() -> new LiveClient(port, Map.of()).close())
                .hasCauseInstanceOf(WebSocketHandshakeException.class);
    }

    @Test
    void letsInWhoIsSignedInAndByNoOtherName() throws Exception {
        int backend = freePort();
        int port = freePort();
        HttpServer signIn = signIn();
        Process service = start(behindTheProxy(backend));
        Process proxy = proxy(port, backend, signIn.getAddress().getPort());
        try {
            awaitReady(backend, service);
            Awaitility.await().atMost(Duration.ofSeconds(20)).ignoreExceptions()
                    .until(() -> ask(HttpRequest.newBuilder(uri(port, "/healthz"))).statusCode() == 200);

            HttpResponse<String> stranger = ask(HttpRequest.newBuilder(uri(port, "/api/v1/history/sessions")));
            assertThat(stranger.statusCode()).isEqualTo(401);
            assertThat(stranger.headers().firstValue("Content-Type")).hasValue("application/problem+json");
            assertThat(new JsonPath(stranger.body()).getInt("status")).isEqualTo(401);

            HttpResponse<String> posted = ask(HttpRequest.newBuilder(uri(port, "/api/v1/alerts")).header("Authorization", ALICE)
                    .header("Content-Type", "application/json").header("X-Forwarded-User", "mallory")
                    .header("X-Forwarded-Email", "mallory@example.org")
                    .POST(HttpRequest.BodyPublishers.ofString("{\"data\":{\"pod\":\"api-1\"}}")));
            assertThat(posted.statusCode()).as(posted.body()).isEqualTo(200);
            String id = new JsonPath(posted.body()).getString("session_id");
            HttpResponse<String> read = ask(
                    HttpRequest.newBuilder(uri(port, "/api/v1/history/sessions/" + id)).header("Authorization", ALICE));
            assertThat(new JsonPath(read.body()).getString("author")).isEqualTo("alice");

            compressesWhatIsLong(port);
            keepsNothingOfWhatIsNotSignedIn(port);

            assertThat(ask(HttpRequest.newBuilder(uri(port, "/")).header("X-Auth-Request-User", "mallory")).statusCode())
                    .as("shown where to sign in").isIn(200, 401, 403);
            passesOnWhatIsListed(port);
            passesOnWhatHappens(port);
        } finally {
            proxy.destroy();
            service.destroyForcibly();
            signIn.stop(0);
        }
    }

    /** With a raw socket, because Java's client sends no path that it would write otherwise. */
    private void passesOnWhatIsListed(int port) throws Exception {
        for (String path : List.of("/health", "/readiness", "/q/openapi", "/api/v1/history/sessions", "/api/v1/system/warnings",
                "/api/v1/history/sessions?search=abc;d//e%2Ff", "/q/swagger-ui/")) {
            assertThat(status(port, path)).as(path).isEqualTo(200);
        }
        for (String path : List.of("/q/metrics", "/q/health/ready", "/q/health", "/health/database/schema",
                "/health/database/health",
                "/health/", "/health/database", "/%68ealth/database/performance", "/metrics", "/api/", "/api/v2/x", "/q/dev-ui",
                "/Health", "/oauth2/auth")) {
            assertThat(status(port, path)).as(path).isEqualTo(404);
        }
        for (String path : List.of("/health/database;x=1/performance", "/health;x/database/performance",
                "/health%3Bx/database/performance", "/health%2fdatabase/performance", "/api/v1/../../health/database/schema",
                "/api/v1/%2e%2E/%2e./health/database/schema", "/api/v1/..;/..;/q/metrics", "//health/database/schema",
                "/api/v1\\..\\..\\q/metrics", "/health%5Cdatabase", "/api/v1/history/sessions/..")) {
            assertThat(status(port, path)).as(path).isEqualTo(400);
        }
    }

    private static int status(int port, String path) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(("GET " + path + " HTTP/1.1\r\nHost: history.example.org\r\nAuthorization: " + ALICE
                    + "\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (answer.contains("\r\nContent-Type: application/problem+json")) {
                assertThat(new JsonPath(answer.substring(answer.indexOf("\r\n\r\n"))).getInt("status"))
                        .isEqualTo(Integer.parseInt(answer.substring(9, 12)));
            }
            return Integer.parseInt(answer.substring(9, 12));
        }
    }

    /** What a client says of itself reaches neither; what it signs in with reaches oauth2-proxy alone. */
    @Test
    void tellsEachOnlyWhatItNeeds() throws Exception {
        Map<String, Headers> seen = new ConcurrentHashMap<>();
        HttpServer signIn = recording("sign-in", seen);
        HttpServer backend = recording("backend", seen);
        int port = freePort();
        Process proxy = proxy(port, backend.getAddress().getPort(), signIn.getAddress().getPort());
        try {
            Awaitility.await().atMost(Duration.ofSeconds(20)).ignoreExceptions()
                    .until(() -> ask(HttpRequest.newBuilder(uri(port, "/healthz"))).statusCode() == 200);
            for (String path : List.of("/api/v1/history/sessions?a=b", "/api/v1/history/bulk", "/health", "/oauth2/start")) {
                seen.clear();
                HttpRequest.Builder request = HttpRequest.newBuilder(uri(port, path)).header("Authorization", ALICE)
                        .header("Cookie", "_oauth2_proxy=secret");
                FORGED.forEach(name -> request.header(name, "mallory"));
                assertThat(ask(request).statusCode()).as(path).isEqualTo(200);

                Headers asked = seen.get("sign-in");
                assertThat(asked).doesNotContainKey("X-Auth-Proxy-Secret");
                assertThat(asked.getFirst("Cookie")).isEqualTo("_oauth2_proxy=secret");
                assertThat(asked.getFirst("Authorization")).isEqualTo(ALICE);
                assertThat(asked.getFirst("X-Forwarded-Uri")).isEqualTo(path);
                assertThat(asked.getFirst("X-Forwarded-Host")).isEqualTo("127.0.0.1");
                assertThat(asked.getFirst("X-Forwarded-For")).isEqualTo("127.0.0.1");
                if (!path.startsWith("/oauth2/")) {
                    assertThat(seen.get("backend")).doesNotContainKeys("Cookie", "Authorization");
                    assertThat(seen.get("backend").getFirst("X-Forwarded-User")).isEqualTo("alice");
                    assertThat(seen.get("backend").getFirst("X-Forwarded-Groups")).isEqualTo("sre,platform");
                    assertThat(seen.get("backend").getFirst("X-Auth-Proxy-Secret")).isEqualTo(BehindProxy.SECRET);
                }
                assertThat(seen.values()).allSatisfy(headers -> assertThat(headers.values().toString()).as(path)
                        .doesNotContain("mallory"));
            }
        } finally {
            proxy.destroy();
            backend.stop(0);
            signIn.stop(0);
        }
    }

    private static HttpServer recording(String name, Map<String, Headers> seen) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            seen.put(name, exchange.getRequestHeaders());
            exchange.getResponseHeaders().set("X-Auth-Request-User", "alice");
            exchange.getResponseHeaders().set("X-Auth-Request-Groups", "sre,platform");
            answer(exchange, 200);
        });
        server.start();
        return server;
    }

    /** Neither what is too large nor what a stranger sends reaches a disk; an upload in bulk has no limit. */
    private void keepsNothingOfWhatIsNotSignedIn(int port) throws Exception {
        byte[] large = " ".repeat(12_000_000).getBytes(StandardCharsets.US_ASCII);
        HttpResponse<String> tooLarge = ask(HttpRequest.newBuilder(uri(port, "/api/v1/alerts")).header("Authorization", ALICE)
                .header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofByteArray(large)));
        assertThat(tooLarge.statusCode()).isEqualTo(413);
        assertThat(new JsonPath(tooLarge.body()).getString("type")).isEqualTo("urn:alert-history:problem:too_large");
        for (String path : new String[] { "/api/v1/history/bulk", "/", "/oauth2/sign_in" }) {
            HttpRequest.Builder request = HttpRequest.newBuilder(uri(port, path)).header("Content-Type", "application/x-ndjson")
                    .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)));
            try {
                assertThat(ask(request).statusCode()).as(path).isIn(200, 401, 413);
            } catch (java.io.IOException closed) { // before all was sent
            }
        }
        try (java.util.stream.Stream<Path> kept = Files.walk(folder.resolve("nginx"))) {
            assertThat(kept.filter(Files::isRegularFile).map(file -> file.getFileName().toString())).doesNotContain("body");
        }
        HttpResponse<String> bulk = ask(HttpRequest.newBuilder(uri(port, "/api/v1/history/bulk")).header("Authorization", ALICE)
                .header("Content-Type", "application/x-ndjson").POST(HttpRequest.BodyPublishers.ofByteArray(large)));
        assertThat(bulk.statusCode()).as(bulk.body()).isEqualTo(200);
    }

    /** The entity tag is weak then, and a condition with it holds all the same. */
    private void compressesWhatIsLong(int port) throws Exception {
        String id = new JsonPath(ask(HttpRequest.newBuilder(uri(port, "/api/v1/alerts")).header("Authorization", ALICE)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"data\":{\"log\":\"" + "again ".repeat(2000) + "\"}}"))).body())
                .getString("session_id");
        URI session = uri(port, "/api/v1/history/sessions/" + id);
        HttpResponse<byte[]> read = http.send(HttpRequest.newBuilder(session).header("Authorization", ALICE)
                .header("Accept-Encoding", "gzip").timeout(Duration.ofSeconds(10)).build(),
                HttpResponse.BodyHandlers.ofByteArray());
        assertThat(read.headers().firstValue("Content-Encoding")).hasValue("gzip");
        assertThat(read.body()).hasSizeLessThan(2000);
        String unpacked = new String(new GZIPInputStream(new ByteArrayInputStream(read.body())).readAllBytes(),
                StandardCharsets.UTF_8);
        assertThat(new JsonPath(unpacked).getString("alert_data.log")).hasSize(12_000);
        String tag = read.headers().firstValue("ETag").orElseThrow();
        assertThat(tag).startsWith("W/");
        assertThat(
                ask(HttpRequest.newBuilder(session).header("Authorization", ALICE).header("If-None-Match", tag)).statusCode())
                .isEqualTo(304);
        assertThat(ask(HttpRequest.newBuilder(session).header("Authorization", ALICE).header("If-Match", tag)
                .header("Content-Type", "application/json")
                .method("PATCH", HttpRequest.BodyPublishers.ofString("{\"current_stage_index\":1}"))).statusCode())
                .isEqualTo(200);
    }
}
