package io.alerthistory.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/** A real PostgreSQL whose binaries come from Maven; one server serves all tests of a run, on a port of its own choice. */
public class PostgresServer implements QuarkusTestResourceLifecycleManager {

    private static @Nullable EmbeddedPostgres server;

    @Override
    public Map<String, String> start() {
        return Map.of("DATABASE_URL", "postgresql://postgres:postgres@localhost:" + running().getPort() + "/postgres");
    }

    /** A connection beside the service, to look at what it did or to stand in its way. */
    public static Connection connect() throws SQLException {
        return running().getPostgresDatabase().getConnection();
    }

    public static Connection connect(String database) throws SQLException {
        return running().getDatabase("postgres", database).getConnection();
    }

    public static int port() {
        return running().getPort();
    }

    /** An empty database beside the service's; it ends with the server. */
    public static String createDatabase() throws SQLException {
        String name = "test_" + UUID.randomUUID().toString().replace("-", "");
        try (Connection connection = connect(); var statement = connection.createStatement()) {
            statement.execute("create database " + name);
        }
        return name;
    }

    /** The server ends with the JVM: a second profile needs it again. */
    @Override
    public void stop() {
    }

    private static synchronized EmbeddedPostgres running() {
        try {
            if (server == null) {
                EmbeddedPostgres started = EmbeddedPostgres.builder().start();
                server = started;
                Runtime.getRuntime().addShutdownHook(new Thread(() -> close(started)));
            }
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void close(EmbeddedPostgres server) {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
