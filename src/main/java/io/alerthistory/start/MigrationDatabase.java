package io.alerthistory.start;

import java.nio.file.Path;
import java.sql.SQLException;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;

import org.flywaydb.core.Flyway;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import io.alerthistory.database.DatabaseConfig;
import io.alerthistory.database.DatabaseKind;
import io.alerthistory.database.SqliteFiles;
import io.alerthistory.rehearsal.Findings;
import io.quarkus.flyway.FlywayDataSource;

/** The configured database as its migrations see it. */
@Singleton
class MigrationDatabase {

    private static final Logger LOG = Logger.getLogger(MigrationDatabase.class);

    private final StartConfig start;
    private final DatabaseConfig database;
    private final Instance<Flyway> flyways;

    MigrationDatabase(StartConfig start, DatabaseConfig database, @Any Instance<Flyway> flyways) {
        this.start = start;
        this.database = database;
        this.flyways = flyways;
    }

    Migrations migrations() {
        return new Migrations(flyway(), database.kind());
    }

    /**
     * Checks that the database can be used, without changing it.
     *
     * @throws Refusal when an operator has to change something first
     */
    Preflight preflight() throws SQLException {
        database.file().map(Path::of).ifPresent(SqliteFiles::protect);
        return Preflight.ofService(flyway().getConfiguration().getDataSource(), database.kind(), start.source());
    }

    /** Lets migrations begin in a database that has tables of other applications. */
    void accept(Preflight found) {
        String foreign = found.foreignTables();
        if (foreign != null) {
            LOG.warnf("The database also has tables of other applications, which are not changed: %s", foreign);
            flyway().baseline();
        }
    }

    /** Rehearses the pending migrations up to a version; null for the latest. Nothing of it stays. */
    Findings rehearse(@Nullable String target) throws SQLException {
        Migrations migrations = migrations();
        Path copy = database.file().map(file -> Path.of(file + ".rehearsal").toAbsolutePath())
                .orElseGet(() -> Path.of(System.getProperty("java.io.tmpdir"), "alert-history.rehearsal"));
        return migrations.rehearsal(copy).rehearse(migrations.scripts(target));
    }

    /** Says in one line, without secrets, why something failed. */
    String reason(Throwable failure) {
        return Diagnosis.of(failure, start).reason();
    }

    /** As the framework has configured it. */
    Flyway flyway() {
        return database.kind() == DatabaseKind.SQLITE
                ? flyways.select(FlywayDataSource.FlywayDataSourceLiteral.of("sqlite")).get()
                : flyways.select(jakarta.enterprise.inject.Default.Literal.INSTANCE).get();
    }
}
