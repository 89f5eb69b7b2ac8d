package io.alerthistory.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/** A real PostgreSQL whose binaries come from Maven; one server serves all tests of a run, on a port of its own choice. */
public class PostgresServer implements QuarkusTestResourceLifecycleManager {

    /** The argument that names a database of its own, which is made when it is not there. */
    public static final String DATABASE = "database";

    private static final String SHARED = "postgres";

    private static @Nullable EmbeddedPostgres server;
    private static @Nullable String sockets;

    private String database = SHARED;

    @Override
    public void init(Map<String, String> arguments) {
        database = arguments.getOrDefault(DATABASE, SHARED);
    }

    @Override
    public Map<String, String> start() {
        create(database);
        return Map.of("DATABASE_URL", "postgresql://postgres:postgres@localhost:" + running().getPort() + "/" + database);
    }

    /** A connection beside the service, to look at what it did or to stand in its way. */
    public static Connection connect() throws SQLException {
        return running().getPostgresDatabase().getConnection();
    }

    public static Connection connect(String database) throws SQLException {
        return running().getDatabase("postgres", database).getConnection();
    }

    /** The folder of the server's Unix-domain socket, whose name has the server's port. */
    public static synchronized String sockets() {
        running();
        return Objects.requireNonNull(sockets);
    }

    /** The server's major version. */
    public static int major() {
        try (Connection connection = connect()) {
            return connection.getMetaData().getDatabaseMajorVersion();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
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

    private static void create(String database) {
        try (Connection connection = connect(); Statement statement = connection.createStatement()) {
            try (ResultSet found = statement.executeQuery("select from pg_database where datname = '" + database + "'")) {
                if (found.next()) {
                    return;
                }
            }
            statement.execute("create database " + database);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static synchronized EmbeddedPostgres running() {
        try {
            if (server == null) {
                Path folder = Files.createTempDirectory("pg"); // a short name: a socket's path has 107 bytes at most
                folder.toFile().deleteOnExit();
                sockets = folder.toString();
                EmbeddedPostgres started = EmbeddedPostgres.builder()
                        .setServerConfig("unix_socket_directories", sockets)
                        .setServerConfig("shared_preload_libraries", "pg_stat_statements").start();
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
