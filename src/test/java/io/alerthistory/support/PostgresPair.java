package io.alerthistory.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/**
 * Two real servers, a primary and its synchronous standby: what the primary acknowledges, the standby has. The binaries from
 * Maven have no pg_basebackup, so the standby is a copy of the primary, made while that was stopped.
 */
public final class PostgresPair implements AutoCloseable {

    private static final Set<String> NOT_COPIED = Set.of("postmaster.pid", "postmaster.opts", "epg-lock");

    private final EmbeddedPostgres primary;
    private final EmbeddedPostgres standby;

    private PostgresPair(EmbeddedPostgres primary, EmbeddedPostgres standby) {
        this.primary = primary;
        this.standby = standby;
    }

    /** Starts both, in a folder that is the caller's to delete. */
    public static PostgresPair start(Path folder) throws IOException, SQLException {
        Path first = folder.resolve("primary");
        Path second = folder.resolve("standby");
        int port = Ports.free();
        server(first, port).close();
        copy(first, second);
        Files.createFile(second.resolve("standby.signal"));
        Files.writeString(second.resolve("postgresql.auto.conf"),
                "primary_conninfo = 'host=127.0.0.1 port=" + port + " user=postgres'\n", StandardOpenOption.APPEND);
        EmbeddedPostgres primary = server(first, port);
        PostgresPair pair = new PostgresPair(primary, server(second, Ports.free()));
        run(primary, "alter system set synchronous_standby_names = '*'");
        run(primary, "select pg_reload_conf()");
        Awaitility.await().atMost(Duration.ofSeconds(30))
                .until(() -> count(primary, "select count(*) from pg_stat_replication where sync_state = 'sync'") == 1);
        return pair;
    }

    public int primaryPort() {
        return primary.getPort();
    }

    public int standbyPort() {
        return standby.getPort();
    }

    /** The primary takes no more writes, on the connections that are there and on new ones; it goes on answering. */
    public void demotePrimary() throws SQLException {
        run(primary, "alter system set default_transaction_read_only = on");
        run(primary, "select pg_reload_conf()");
    }

    /** The primary is gone from one moment to the next. */
    public void killPrimary() throws InterruptedException {
        assertThat(primary.getProcess().destroyForcibly().waitFor(20, TimeUnit.SECONDS)).isTrue();
    }

    /** Returns when the standby takes writes. */
    public void promoteStandby() throws SQLException {
        run(standby, "select pg_promote()");
    }

    /** A number that the one that was the standby tells. */
    public long onStandby(String sql) throws SQLException {
        return count(standby, sql);
    }

    @Override
    public void close() {
        for (EmbeddedPostgres server : new EmbeddedPostgres[] { standby, primary }) {
            try {
                server.close();
            } catch (IOException | RuntimeException gone) {
                server.getProcess().destroyForcibly(); // one that was killed cannot be stopped
            }
        }
    }

    private static EmbeddedPostgres server(Path data, int port) throws IOException {
        return EmbeddedPostgres.builder().setDataDirectory(data).setCleanDataDirectory(false).setRegisterShutdownHook(false)
                .setPort(port).setServerConfig("synchronous_commit", "on").start();
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {

            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                Files.createDirectory(to.resolve(from.relativize(folder)),
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (!NOT_COPIED.contains(file.getFileName().toString())) {
                    Files.copy(file, to.resolve(from.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static void run(EmbeddedPostgres server, String sql) throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static long count(EmbeddedPostgres server, String sql) throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(sql)) {
            found.next();
            return found.getLong(1);
        }
    }
}
