package io.alerthistory.start;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

import javax.sql.DataSource;

import org.flywaydb.core.api.MigrationVersion;

import io.alerthistory.database.DatabaseKind;

/**
 * Undoes one migration in a transaction. Somebody else may have changed the schema since it was looked at, so the history of
 * migrations is locked and read again.
 *
 * @param database whose migration it is
 */
record Undo(DataSource database, DatabaseKind kind) {

    /**
     * Undoes the newest migration.
     *
     * @param setTimeout sets how long a lock is waited for, on PostgreSQL
     * @throws Refusal when it is not the newest any more
     */
    void run(String version, String script, String setTimeout) throws SQLException {
        try (Connection connection = database.getConnection(); Statement statement = connection.createStatement()) {
            // On SQLite, nobody else writes from here on.
            statement.execute(kind == DatabaseKind.POSTGRESQL ? "begin" : "begin immediate");
            try {
                if (kind == DatabaseKind.POSTGRESQL) {
                    statement.execute(setTimeout);
                    statement.execute("lock table flyway_schema_history in exclusive mode");
                }
                removeFromHistory(connection, version);
                statement.executeUpdate(script);
                statement.execute("commit");
            } catch (SQLException | RuntimeException failure) {
                rollback(statement, failure);
                throw failure;
            }
        }
    }

    private static void removeFromHistory(Connection connection, String version) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("delete from flyway_schema_history where version = ?");
                PreparedStatement select = connection
                        .prepareStatement("select version from flyway_schema_history where version is not null")) {
            delete.setString(1, version);
            if (delete.executeUpdate() != 1) {
                throw new Refusal("version " + version + " was undone by somebody else");
            }
            try (ResultSet others = select.executeQuery()) {
                while (others.next()) {
                    String other = others.getString(1);
                    if (MigrationVersion.fromVersion(other).compareTo(MigrationVersion.fromVersion(version)) > 0) {
                        throw new Refusal("version " + other + " was run meanwhile: it has to be undone before " + version);
                    }
                }
            }
        }
    }

    /** SQLite may have rolled back itself. */
    private static void rollback(Statement statement, Exception failure) {
        try {
            statement.execute("rollback");
        } catch (SQLException second) {
            failure.addSuppressed(second);
        }
    }
}
