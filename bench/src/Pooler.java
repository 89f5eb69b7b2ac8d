import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A PgBouncer in transaction mode before a database. */
final class Pooler implements AutoCloseable {

    private final Path folder;
    private final int port = Sandbox.freePort();
    private Process process;

    Pooler(Sandbox sandbox, Cluster cluster) throws IOException {
        folder = sandbox.folder("pgbouncer");
        Files.writeString(folder.resolve("users.txt"), "\"" + Cluster.ROLE + "\" \"\"\n");
        Files.writeString(folder.resolve("pgbouncer.ini"), String.join("\n", "[databases]",
                "* = host=127.0.0.1 port=" + cluster.port(), "[pgbouncer]", "listen_addr = 127.0.0.1", "listen_port = " + port,
                "unix_socket_dir =", "auth_type = trust", "auth_file = " + folder.resolve("users.txt"), "pool_mode = transaction",
                "default_pool_size = 10", "max_client_conn = 100", ""));
        sandbox.opened(this);
        start();
    }

    String url(String database) {
        return "postgresql://" + Cluster.ROLE + ":" + Cluster.ROLE + "@127.0.0.1:" + port + "/" + database;
    }

    void start() {
        try {
            process = new ProcessBuilder(
                    Command.unprivileged("pgbouncer", folder.resolve("pgbouncer.ini").toString())).redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile())).start();
            for (int i = 0; !listens(); i++) {
                if (i == 100 || !process.isAlive()) {
                    throw new IllegalStateException("PgBouncer does not start; see " + folder.resolve("log"));
                }
                Pause.millis(50);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** At once: connections of both sides are cut. */
    void stop() {
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean listens() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), 500);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        if (process != null) {
            stop();
        }
    }
}
