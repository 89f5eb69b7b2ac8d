package io.alerthistory.abuse;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The packaged jar as a process with a small heap, and what the kernel says of its memory. */
public final class ServiceProcess implements AutoCloseable {

    /** Those of the image, with the heap that it has in a container of 384 MB. */
    private static final String FLAGS = "-Xmx96m -XX:+UseSerialGC -XX:NewRatio=4 -XX:+ExitOnOutOfMemoryError";

    private final Path jar;
    private final Path folder;
    private final String databaseUrl;
    private final int port;
    private Process process;
    private boolean resettable = true;
    private long sampledPeak;

    /** @param folder where its output goes, to a file named log */
    public ServiceProcess(Path jar, Path folder, String databaseUrl) throws IOException {
        this.jar = jar.toAbsolutePath();
        this.folder = folder;
        this.databaseUrl = databaseUrl;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        start();
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
    }

    /** Starts it, again when it has ended, on the same database. */
    void start() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar", jar.toString());
        builder.environment().keySet().removeIf(name -> name.matches("(DATABASE|POSTGRES|DB|HISTORY|ENV|MAX)(_.*|IRONMENT)?"));
        builder.environment().putAll(Map.of("PORT", String.valueOf(port), "QUARKUS_HTTP_HOST", "127.0.0.1",
                "DATABASE_URL", databaseUrl, "JAVA_TOOL_OPTIONS", System.getProperty("abuse.jvm", FLAGS),
                "MALLOC_ARENA_MAX", "2")); // as its container has it
        process = builder.directory(folder.toFile()).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile())).start();
    }

    Target target() {
        return new Target("127.0.0.1", port);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    int exitValue() throws InterruptedException {
        process.waitFor(5, TimeUnit.SECONDS);
        return process.isAlive() ? 0 : process.exitValue();
    }

    Path log() {
        return folder.resolve("log");
    }

    long logBytes() throws IOException {
        return Files.size(log());
    }

    /** The lines that the log has since it was so long and that name a lack of memory. */
    List<String> outOfMemory(long since) throws IOException {
        try (var lines = Files.newInputStream(log())) {
            lines.skipNBytes(since);
            return new String(lines.readAllBytes(), StandardCharsets.UTF_8).lines()
                    .filter(line -> line.contains("OutOfMemoryError")).distinct().limit(3).toList();
        }
    }

    /** The kernel's peak starts anew, where it may be told so; else the peak is that of the samples from here on. */
    void resetPeak() throws IOException {
        sampledPeak = 0;
        try {
            Files.writeString(Path.of("/proc", String.valueOf(process.pid()), "clear_refs"), "5");
        } catch (IOException forbidden) {
            resettable = false;
        }
    }

    long rssMebibytes() throws IOException {
        long rss = status("VmRSS:");
        sampledPeak = Math.max(sampledPeak, rss);
        return rss;
    }

    long peakMebibytes() throws IOException {
        return resettable ? status("VmHWM:") : Math.max(sampledPeak, rssMebibytes());
    }

    private long status(String field) throws IOException {
        Path status = Path.of("/proc", String.valueOf(process.pid()), "status");
        if (!process.isAlive() || !Files.exists(status)) {
            return 0;
        }
        return Files.readAllLines(status).stream().filter(line -> line.startsWith(field))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D+", "")) / 1024).findFirst().orElse(0);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
