import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** The packaged service with a configuration; it can be killed and started again. */
final class Service implements AutoCloseable {

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2)).build();
    private final Path jar = Path.of(System.getProperty("bench.jar")).normalize();
    private final Path folder;
    private final Map<String, String> environment;
    private final int port = Sandbox.freePort();
    private volatile Process process;

    Service(Sandbox sandbox, String name, Map<String, String> environment) {
        if (!Files.exists(jar)) {
            throw new IllegalStateException("build the service first: ./mvnw package -DskipTests");
        }
        folder = sandbox.folder(name);
        this.environment = new TreeMap<>(environment);
        this.environment.put("PORT", String.valueOf(port));
        sandbox.opened(this);
    }

    void start() {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("bench.java", System.getProperty("java.home")), "bin", "java").toString(), "-XX:+ExitOnOutOfMemoryError", "-jar", jar.getFileName().toString())
                        // The recorded classes belong to a class path by its words.
                        .directory(jar.toAbsolutePath().getParent().toFile()).redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()));
        builder.environment().clear(); // nothing of the one who runs this
        builder.environment().putAll(environment);
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new IllegalStateException("cannot start the service", e);
        }
    }

    /** With SIGKILL: it finishes nothing. */
    void kill() {
        process.destroyForcibly();
        awaitEnd(10);
    }

    int port() {
        return port;
    }

    long pid() {
        return process.pid();
    }

    URI at(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    boolean isReady() {
        return status("/q/health/ready") == 200;
    }

    boolean isLive() {
        return status("/q/health/live") == 200;
    }

    void awaitReady(double seconds) {
        long end = System.nanoTime() + Math.round(seconds * 1e9);
        while (!isReady()) {
            if (System.nanoTime() > end || !process.isAlive()) {
                throw new IllegalStateException("the service is not ready; see " + folder.resolve("log"));
            }
            Pause.millis(10);
        }
    }

    /** @return the value of a metric without labels, 0 when there is none */
    double metric(String name) {
        return get("/q/metrics").map(HttpResponse::body).stream().flatMap(String::lines).filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1))).sum();
    }

    /** @return 0 when it does not answer in three seconds */
    private int status(String path) {
        return get(path).map(HttpResponse::statusCode).orElse(0);
    }

    /** @return nothing when it does not answer */
    Optional<HttpResponse<String>> get(String path) {
        try {
            return Optional.of(http.send(HttpRequest.newBuilder(at(path)).timeout(Duration.ofSeconds(3)).build(),
                    HttpResponse.BodyHandlers.ofString()));
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        if (process != null && process.isAlive()) {
            process.destroy();
            if (!awaitEnd(40)) {
                System.err.println("The service did not exit on SIGTERM");
                kill();
            }
        }
    }

    private boolean awaitEnd(int seconds) {
        try {
            return process.waitFor(seconds, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
