package io.alerthistory.rehearsal;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;

import io.alerthistory.rehearsal.PostgresCatalog.StoredRelation;

/**
 * Runs migrations in one transaction that is rolled back. Its locks are real, so requests wait behind them for the time that
 * it takes.
 */
public final class PostgresRehearsal implements Rehearsal {

    private final DataSource database;
    private final @Nullable String initialSql;
    private final Duration limit;

    /** @param initialSql what Flyway runs on each of its connections; null for nothing */
    public PostgresRehearsal(DataSource database, @Nullable String initialSql) {
        this(database, initialSql, MAX_DURATION);
    }

    PostgresRehearsal(DataSource database, @Nullable String initialSql, Duration limit) {
        this.database = database;
        this.initialSql = initialSql;
        this.limit = limit;
    }

    @Override
    public Findings rehearse(List<MigrationScript> migrations) throws SQLException {
        if (migrations.isEmpty()) {
            return Findings.none(null);
        }
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try (TimeLimit time = new TimeLimit(limit); Statement statement = connection.createStatement()) {
                time.watch(statement);
                return rehearse(statement, migrations, time);
            } catch (SQLException failure) {
                if (PostgresMeasurement.LOCK_NOT_AVAILABLE.equals(failure.getSQLState())) { // a table's size could not be read
                    return new Findings(List.of(), List.of(), List.of(), 0, 0, 0, 0, PostgresMeasurement.LOCK_TIMED_OUT, true);
                }
                throw failure;
            } finally {
                connection.rollback();
            }
        }
    }

    private Findings rehearse(Statement statement, List<MigrationScript> migrations, TimeLimit time) throws SQLException {
        statement.execute("set local lock_timeout = " + LOCK_TIMEOUT.toMillis());
        statement.execute("set local statement_timeout = " + limit.toMillis());
        if (initialSql != null) {
            statement.execute(initialSql);
        }
        PostgresCatalog catalog = new PostgresCatalog(statement);
        Map<Long, StoredRelation> before = catalog.relations();
        long logBefore = catalog.logPosition();
        PostgresMeasurement measured = new PostgresMeasurement(statement, catalog, before, time);
        String failure = measured.run(migrations);
        if (failure != null) {
            return measured.failed(failure);
        }
        Map<Long, StoredRelation> after = catalog.relations();
        return measured.findings(PostgresCatalog.rewritten(before, after, catalog.changedRows()),
                PostgresCatalog.newBytes(before, after) + catalog.logPosition() - logBefore);
    }
}
