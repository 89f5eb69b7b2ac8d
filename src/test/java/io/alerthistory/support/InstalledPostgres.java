package io.alerthistory.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.awaitility.Awaitility;

/** A server of the installed PostgreSQL, to which the installed pg_dump fits; the server from Maven may be newer. */
public final class InstalledPostgres implements AutoCloseable {

    private static final Path INSTALLATIONS = Path.of("/usr/lib/postgresql");

    private final Path data;
    private final int port;
    private Process server;

    /** @param folder an empty one, which gets the data */
    public InstalledPostgres(Path folder) throws IOException, InterruptedException {
        data = folder.resolve("pgdata");
        port = Ports.free();
        run("initdb", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync", "-D", data.toString());
        server = start();
    }

    /** For {@code @EnabledIf}. */
    public static boolean isInstalled() {
        return programs().isPresent();
    }

    /** The folder of its programs. */
    public static Optional<Path> programs() {
        if (!Files.isDirectory(INSTALLATIONS)) {
            return Optional.empty();
        }
        try (Stream<Path> versions = Files.list(INSTALLATIONS)) {
            return versions.map(version -> version.resolve("bin"))
                    .filter(bin -> Stream.of("initdb", "postgres", "pg_dump").map(bin::resolve).allMatch(Files::isExecutable))
                    .max(Comparator.comparingInt(bin -> Integer.parseInt(bin.getParent().getFileName().toString())));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    public Connection connect(String database) throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/" + database, "postgres", "postgres");
    }

    public void execute(String database, String sql) throws SQLException {
        try (Connection connection = connect(database); Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    public String url(String database) {
        return "postgresql://postgres:postgres@127.0.0.1:" + port + "/" + database;
    }

    /** Ends it as a power failure would, and starts it again. */
    public void killAndRestart() throws IOException, InterruptedException {
        List<ProcessHandle> all = new ArrayList<>(server.descendants().toList());
        server.destroyForcibly().waitFor();
        all.forEach(ProcessHandle::destroyForcibly);
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> all.stream().noneMatch(ProcessHandle::isAlive));
        Files.deleteIfExists(data.resolve("postmaster.pid"));
        server = start();
    }

    @Override
    public void close() throws Exception {
        server.destroy(); // SIGTERM waits for clients
        List<ProcessHandle> all = server.descendants().toList();
        server.destroyForcibly().waitFor();
        all.forEach(ProcessHandle::destroyForcibly);
    }

    private Process start() throws IOException {
        Process started = new ProcessBuilder(command("postgres", "-D", data.toString(), "-p", String.valueOf(port), "-h",
                "127.0.0.1", "-c", "unix_socket_directories=", "-c", "fsync=off")).redirectErrorStream(true)
                .redirectOutput(data.resolveSibling("postgres.log").toFile()).start();
        Awaitility.await().atMost(Duration.ofSeconds(30)).ignoreExceptions().failFast(() -> !started.isAlive()).until(() -> {
            try (Connection connection = connect("postgres")) {
                return connection.isValid(1);
            }
        });
        return started;
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command(command)).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }

    /** PostgreSQL refuses to run as root, who is nobody in a namespace of its own. */
    private static List<String> command(String... command) {
        List<String> all = new ArrayList<>(
                "root".equals(System.getProperty("user.name")) ? List.of("unshare", "-U") : List.of());
        all.add(programs().orElseThrow().resolve(command[0]).toString());
        all.addAll(List.of(command).subList(1, command.length));
        return all;
    }
}
