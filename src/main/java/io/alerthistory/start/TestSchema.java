package io.alerthistory.start;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;

import io.alerthistory.database.AdvisoryLock;
import io.alerthistory.database.DatabaseConfig;
import io.alerthistory.database.DatabaseKind;
import io.alerthistory.database.SqliteFiles;
import io.alerthistory.error.Causes;

/**
 * The tables of a self-test, which nothing else uses: a schema of the same database on PostgreSQL, a file beside the service's
 * on SQLite. What a killed test has left is dropped by name. A schema of that name that somebody else has made stays.
 */
@Singleton
public class TestSchema {

    static final String NAME = "alert_history_selftest";

    private static final String MARK = "alert-history self-test: can be dropped";
    private static final String COMMENT = """
            comment on schema alert_history_selftest is 'alert-history self-test: can be dropped'
            """;
    private static final String SUFFIX = ".selftest";
    private static final String NOT_PERMITTED = "42501";

    private static final String OWNED = """
            select coalesce(obj_description(oid, 'pg_namespace'), '')
            from pg_namespace
            where nspname = ?
            """;

    private static final String GRANT = """
            select format(statement, ?::text, ?::text)
            from (values ('grant usage on schema %1$I to %2$I'),
                ('grant select, insert, update, delete on all tables in schema %1$I to %2$I'),
                ('grant usage, select on all sequences in schema %1$I to %2$I'),
                ('grant execute on all functions in schema %1$I to %2$I')) as grants (statement)
            """;

    private static final String ALLOW = "select format('grant create on database %I to %I', current_database(), current_user)";

    /** Nobody waits for a test longer; the limits hold for each statement. */
    private static final String[] LIMITS = { "set lock_timeout = '5s'", "set statement_timeout = '20s'" };

    /** At the start there may be a pooler between, on which nothing of a session may stay. */
    private static final String[] LOCAL_LIMITS = { "set local lock_timeout = '5s'", "set local statement_timeout = '20s'" };

    private static final String TRY_LOCK = "select pg_try_advisory_lock(" + AdvisoryLock.SELF_TEST.number() + ")";

    private static final String TRY_LOCK_FOR_TRANSACTION = "select pg_try_advisory_xact_lock("
            + AdvisoryLock.SELF_TEST.number() + ")";

    private static final int NETWORK_TIMEOUT_MS = 30_000;

    private final DatabaseConfig database;
    private final MigrationDatabase migrations;
    private final SchemaUpgrade upgrade;
    private final Optional<String> requestsUser;

    TestSchema(DatabaseConfig database, MigrationDatabase migrations, SchemaUpgrade upgrade,
            @ConfigProperty(name = "quarkus.datasource.username") Optional<String> requestsUser) {
        this.database = database;
        this.migrations = migrations;
        this.upgrade = upgrade;
        this.requestsUser = requestsUser;
    }

    /** A test whose tables cannot be made; the message says why and what to do. */
    public static final class Unavailable extends Exception {

        private static final long serialVersionUID = 1;

        /** Whether another replica is testing. */
        private final boolean isRunning;

        Unavailable(String message, boolean isRunning) {
            super(message, null, false, false);
            this.isRunning = isRunning;
        }

        public boolean isRunning() {
            return isRunning;
        }
    }

    /**
     * Makes the tables, and keeps other tests out.
     *
     * @throws Unavailable when it cannot
     */
    public TestTables open() throws Unavailable, SQLException {
        return database.kind() == DatabaseKind.SQLITE ? openFile() : openSchema();
    }

    /** Drops what a killed test has left, unless another replica is testing. */
    public void dropLeftovers() throws SQLException {
        if (database.kind() == DatabaseKind.SQLITE) {
            delete(file());
            return;
        }
        try (Connection connection = migrations.flyway().getConfiguration().getDataSource().getConnection()) {
            connection.setAutoCommit(false);
            execute(connection, LOCAL_LIMITS);
            if (MARK.equals(text(connection, OWNED, NAME)) && "t".equals(text(connection, TRY_LOCK_FOR_TRANSACTION))) {
                execute(connection, "drop schema if exists " + NAME + " cascade");
            }
            connection.commit();
        }
    }

    private TestTables openFile() throws SQLException {
        Path file = file();
        delete(file);
        SqliteFiles.protect(file);
        upgrade.migrate(SqliteFiles.jdbcUrl(file), "", null, new Properties());
        return new TestTables(file.toString(), () -> upgrade.source(SqliteFiles.jdbcUrl(file)).getConnection(),
                () -> delete(file));
    }

    private Path file() {
        return database.file().map(file -> Path.of(file + SUFFIX).toAbsolutePath())
                .orElseGet(() -> Path.of(System.getProperty("java.io.tmpdir"), "alert-history" + SUFFIX));
    }

    private static void delete(Path file) {
        try {
            for (String suffix : List.of("", "-wal", "-shm", "-journal")) {
                Files.deleteIfExists(file.resolveSibling(file.getFileName() + suffix));
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("The file of a self-test cannot be deleted", failure);
        }
    }

    @SuppressWarnings("MustBeClosedChecker") // the tables close the connection, which holds the lock
    private TestTables openSchema() throws Unavailable, SQLException {
        Flyway flyway = migrations.flyway();
        Connection lock = connect(flyway);
        boolean isTaken = false;
        try {
            if (!"t".equals(text(lock, TRY_LOCK))) {
                throw new Unavailable("Another replica is testing: wait until it has ended", true);
            }
            String mark = text(lock, OWNED, NAME);
            if (mark != null && !mark.equals(MARK)) {
                throw new Unavailable("the schema " + NAME + " is not of a self-test: rename it", false);
            }
            create(lock);
            Flyway.configure(flyway.getConfiguration().getClassLoader()).configuration(flyway.getConfiguration())
                    .schemas(NAME).createSchemas(false).load().migrate();
            grant(lock);
            isTaken = true;
            return new TestTables(NAME, () -> connect(flyway, NAME), () -> {
                try (lock) {
                    execute(lock, "drop schema if exists " + NAME + " cascade");
                }
            });
        } finally {
            if (!isTaken) {
                lock.close();
            }
        }
    }

    private static void create(Connection lock) throws SQLException, Unavailable {
        execute(lock, "drop schema if exists " + NAME + " cascade");
        try {
            execute(lock, "create schema " + NAME, COMMENT);
        } catch (SQLException failure) {
            if (NOT_PERMITTED.equals(failure.getSQLState())) {
                throw new Unavailable(Causes.firstLine(failure) + ": " + text(lock, ALLOW), false);
            }
            throw failure;
        }
    }

    /** The role that migrates need not be the one that serves. */
    private void grant(Connection lock) throws SQLException {
        String user = requestsUser.orElse("");
        if (user.isEmpty() || user.equals(text(lock, "select current_user::text"))) {
            return;
        }
        try (PreparedStatement statement = lock.prepareStatement(GRANT)) {
            statement.setString(1, NAME);
            statement.setString(2, user);
            try (ResultSet grants = statement.executeQuery()) {
                while (grants.next()) {
                    execute(lock, grants.getString(1));
                }
            }
        }
    }

    @SuppressWarnings("MustBeClosedChecker") // the caller closes it
    private static Connection connect(Flyway flyway, String schema) throws SQLException {
        Connection connection = connect(flyway);
        connection.setSchema(schema);
        return connection;
    }

    @SuppressWarnings("MustBeClosedChecker") // the caller closes it
    private static Connection connect(Flyway flyway) throws SQLException {
        Connection connection = flyway.getConfiguration().getDataSource().getConnection();
        connection.setNetworkTimeout(Runnable::run, NETWORK_TIMEOUT_MS);
        execute(connection, LIMITS);
        return connection;
    }

    private static void execute(Connection connection, String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String one : statements) {
                statement.execute(one);
            }
        }
    }

    private static @Nullable String text(Connection connection, String query, String... parameters)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            try (ResultSet found = statement.executeQuery()) {
                return found.next() ? found.getString(1) : null;
            }
        }
    }
}
