package io.alerthistory.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.awaitility.Awaitility;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

/**
 * A real PgBouncer in transaction mode before the tests' PostgreSQL, as docs/operations.md sets it up. It is the one of the
 * system property {@code pgbouncer}, or the one that is installed; where there is none, its tests are left out.
 */
public class PgBouncer implements QuarkusTestResourceLifecycleManager {

    private static final String DATABASE = "behind_pgbouncer";

    private Process process;

    /** For {@code @EnabledIf}. */
    public static boolean isInstalled() {
        return program().isPresent();
    }

    private static Optional<Path> program() {
        return Optional.ofNullable(System.getProperty("pgbouncer")).map(Path::of).filter(Files::isExecutable)
                .or(() -> Programs.path("pgbouncer"));
    }

    @Override
    public Map<String, String> start() {
        PostgresServer postgresql = new PostgresServer();
        postgresql.init(Map.of(PostgresServer.DATABASE, DATABASE));
        String direct = postgresql.start().get("DATABASE_URL");
        try {
            int port = Ports.free();
            process = run(configuration(port));
            Awaitility.await().atMost(Duration.ofSeconds(20)).ignoreExceptions()
                    .failFast("PgBouncer ended", () -> !process.isAlive()).until(() -> {
                        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                            return socket.isConnected();
                        }
                    });
            return Map.of("DATABASE_URL", "postgresql://postgres:postgres@127.0.0.1:" + port + "/" + DATABASE,
                    "DATABASE_DIRECT_URL", direct, "DATABASE_POOLER", "pgbouncer");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path configuration(int port) throws IOException {
        Path folder = Files.createTempDirectory("alert-history-pgbouncer",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        return Files.writeString(folder.resolve("pgbouncer.ini"), """
                [databases]
                * = host=127.0.0.1 port=%d user=postgres password=postgres

                [pgbouncer]
                listen_addr = 127.0.0.1
                listen_port = %d
                unix_socket_dir =
                auth_type = any
                pool_mode = transaction
                default_pool_size = 10
                """.formatted(PostgresServer.port(), port));
    }

    private static Process run(Path configuration) throws IOException {
        List<String> command = new ArrayList<>(List.of(program().orElseThrow().toString()));
        if ("root".equals(System.getProperty("user.name"))) { // as whom it refuses to run
            command.addAll(List.of("-u", "nobody"));
        }
        command.add(configuration.toString());
        return new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(configuration.resolveSibling("log").toFile()).start();
    }

    @Override
    public void stop() {
        if (process != null) {
            process.destroy();
        }
    }
}
