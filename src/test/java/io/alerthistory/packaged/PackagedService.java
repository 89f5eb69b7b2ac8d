package io.alerthistory.packaged;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.io.TempDir;

import io.alerthistory.support.Ports;

/** The packaged jar as an operator starts it: a process of its own in an empty folder, with an environment. */
abstract class PackagedService {

    static final Path JAR = Path.of("target/quarkus-app/quarkus-run.jar").toAbsolutePath();
    static final String SESSION = "{\"session_id\":\"s\",\"agent_type\":\"a\",\"chain_id\":\"c\",\"alert_data\":{}}";

    final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    Path folder;

    Process start(Map<String, String> environment, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+ExitOnOutOfMemoryError",
                        "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", // starts in half the time, and is ended soon
                        "-jar", JAR.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        Map<String, String> all = new HashMap<>(environment);
        all.putIfAbsent("QUARKUS_HTTP_HOST", "127.0.0.1");
        builder.environment().keySet().removeIf(name -> name.matches("(DATABASE|POSTGRES|DB|HISTORY|ENV|MAX)(_.*|IRONMENT)?"));
        builder.environment().putAll(all);
        return builder.directory(folder.toFile()).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile())).start();
    }

    /** Another program, whose output becomes a file of the folder. */
    Process logged(String log, String... command) throws IOException {
        return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(folder.resolve(log).toFile()).start();
    }

    void awaitReady(int port, Process process) {
        Awaitility.await().atMost(Duration.ofSeconds(90)).pollInterval(Duration.ofMillis(200)).ignoreExceptions()
                .failFast("the service ended", () -> !process.isAlive())
                .until(() -> send(HttpRequest.newBuilder(uri(port, "/q/health/ready"))) == 200);
    }

    int post(int port, String body) throws Exception {
        return send(HttpRequest.newBuilder(uri(port, "/api/v1/history/sessions")).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    int send(HttpRequest.Builder request) throws Exception {
        return http.send(request.timeout(Duration.ofSeconds(10)).build(), HttpResponse.BodyHandlers.ofString()).statusCode();
    }

    /** The metrics as Prometheus takes them. */
    String scrape(int port) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(uri(port, "/q/metrics")).header("Accept", "text/plain; version=0.0.4").build(),
                HttpResponse.BodyHandlers.ofString()).body();
    }

    static URI uri(int port, String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    Path log() {
        return folder.resolve("log");
    }

    String output() throws IOException {
        return Files.readString(log());
    }

    static int freePort() throws IOException {
        return Ports.free();
    }
}
