package io.alerthistory.support;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

import org.awaitility.Awaitility;

import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.SslMode;
import io.vertx.sqlclient.Row;

/** The PgBouncer that is installed, with deploy/pgbouncer, of which only addresses and paths are changed. */
public final class DeployedPgBouncer implements AutoCloseable {

    private static final Path DEPLOYED = Path.of("deploy/pgbouncer");
    private static final Pattern VERSION = Pattern.compile("PgBouncer 1\\.(\\d+)");

    private final Process process;
    private final int port = Ports.free();

    public DeployedPgBouncer(DeployedPostgres postgresql) throws IOException, InterruptedException {
        Path program = Programs.path("pgbouncer").orElseThrow();
        Path folder = Files.createTempDirectory("alert-history-pooler",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        Path authority = Files.copy(postgresql.authority(), folder.resolve("ca.crt"));
        Files.setPosixFilePermissions(authority, PosixFilePermissions.fromString("rw-r--r--"));
        String configuration = Files.readString(DEPLOYED.resolve("pgbouncer.ini"))
                .replace("host=database port=5432", "host=localhost port=" + postgresql.port())
                .replace("listen_addr = 0.0.0.0", "listen_addr = 127.0.0.1").replace("= 6432", "= " + port)
                .replace("/tls/ca.crt", authority.toString()).replace("/tmp/userlist.txt", folder + "/userlist.txt");
        Matcher version = VERSION.matcher(Programs.run(folder, List.of(program.toString(), "--version")));
        if (version.find() && Integer.parseInt(version.group(1)) < 21) { // which knows no such setting
            configuration = configuration.replaceAll("(?m)^max_prepared_statements.*$", "");
        }
        Files.writeString(folder.resolve("pgbouncer.ini"), configuration);
        Path start = Files.writeString(folder.resolve("start"), Files.readString(DEPLOYED.resolve("start"))
                .replace("/tmp/userlist.txt", folder + "/userlist.txt")
                .replace("exec pgbouncer /etc/alert-history", "exec " + program + " " + folder));
        process = run(start);
        Awaitility.await().atMost(Duration.ofSeconds(20)).ignoreExceptions()
                .failFast("PgBouncer ended, see " + folder, () -> !process.isAlive()).until(() -> {
                    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                        return socket.isConnected();
                    }
                });
    }

    private static Process run(Path start) throws IOException {
        List<String> command = new ArrayList<>();
        if ("root".equals(System.getProperty("user.name"))) { // as whom it refuses to run
            command.addAll(List.of("runuser", "-u", "nobody", "--"));
        }
        command.addAll(List.of("sh", start.toString()));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(start.resolveSibling("log").toFile());
        builder.environment().put("HISTORY_WRITER_PASSWORD", DeployedPostgres.PASSWORD);
        builder.environment().put("HISTORY_READER_PASSWORD", DeployedPostgres.PASSWORD);
        return builder.start();
    }

    /** A connection to PostgreSQL through it. */
    public Connection connect(String role) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + port + "/" + DeployedPostgres.DATABASE + "?sslmode=disable&prepareThreshold=0",
                role, DeployedPostgres.PASSWORD);
    }

    /**
     * Asks its console as its exporter does: as that role, with a driver that sends extra_float_digits with the connection.
     *
     * @param question to which the answer is rows
     */
    public List<Row> console(String question) throws Exception {
        Vertx vertx = Vertx.vertx();
        try {
            PgConnectOptions options = new PgConnectOptions().setHost("127.0.0.1").setPort(port).setUser("history_reader")
                    .setPassword(DeployedPostgres.PASSWORD).setDatabase("pgbouncer").setSslMode(SslMode.DISABLE)
                    .addProperty("extra_float_digits", "2");
            return PgConnection.connect(vertx, options)
                    .flatMap(console -> console.query(question).execute())
                    .map(rows -> StreamSupport.stream(rows.spliterator(), false).toList()).toCompletionStage()
                    .toCompletableFuture().get(20, TimeUnit.SECONDS);
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        }
    }

    /** What pgbouncer_exporter is told, as podman-compose.yml tells it. */
    public String exporter() {
        return "postgres://history_reader:" + DeployedPostgres.PASSWORD + "@127.0.0.1:" + port + "/pgbouncer?sslmode=disable";
    }

    @Override
    public void close() {
        process.destroy();
    }
}
