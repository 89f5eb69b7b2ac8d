package io.alerthistory.backup;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Properties;

import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.sqlite.JDBC;

import io.alerthistory.database.PostgresAddress;
import io.alerthistory.start.DomainSocketFactory;

/** Connections for backups, beside the pool. The drivers open them, because a native binary does not register drivers. */
final class Connections {

    /** How the server's list of clients names a backup. */
    static final String APPLICATION = "alert-history-backup";

    private Connections() {
    }

    static Connection open(PostgresAddress address) throws SQLException {
        return new Driver().connect(address.jdbcUrl(), properties(address));
    }

    static Properties properties(PostgresAddress address) {
        Properties properties = address.jdbcProperties(APPLICATION);
        if (!address.sockets().isEmpty()) {
            properties.putAll(DomainSocketFactory.properties(address.sockets()));
        }
        return properties;
    }

    /**
     * Opens a SQLite file, which is created if it is not there.
     *
     * @param waitMs how long a statement waits for another connection's lock
     */
    static Connection open(Path file, int waitMs) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("busy_timeout", String.valueOf(waitMs));
        return sqlite(file, properties);
    }

    /** Opens a SQLite file that nobody else writes, and cannot change it. */
    static Connection openReadOnly(Path file) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("open_mode", "1");
        return sqlite(file, properties);
    }

    private static Connection sqlite(Path file, Properties properties) throws SQLException {
        return JDBC.createConnection("jdbc:sqlite:" + file, properties);
    }

    static void execute(Connection connection, String... statements) throws SQLException {
        try (java.sql.Statement statement = connection.createStatement()) {
            for (String one : statements) {
                statement.execute(one);
            }
        }
    }

    /** The first column of the first row; null when there is none. */
    static @Nullable String text(Connection connection, String query, Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            try (ResultSet found = statement.executeQuery()) {
                return found.next() ? found.getString(1) : null;
            }
        }
    }
}
