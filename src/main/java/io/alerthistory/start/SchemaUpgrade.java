package io.alerthistory.start;

import java.util.Properties;

import javax.sql.DataSource;

import jakarta.inject.Singleton;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.internal.jdbc.DriverDataSource;
import org.jspecify.annotations.Nullable;

import io.alerthistory.database.DatabaseConfig;
import io.alerthistory.database.DatabaseKind;

/**
 * Migrates another database than the service's, after a restore. It has to be of the same kind, whose migrations are loaded.
 */
@Singleton
public class SchemaUpgrade {

    private final DatabaseConfig database;
    private final MigrationDatabase migrations;

    SchemaUpgrade(DatabaseConfig database, MigrationDatabase migrations) {
        this.database = database;
        this.migrations = migrations;
    }

    /** Whether this process can migrate a database of a kind: that of DATABASE_URL. */
    public boolean isFor(DatabaseKind kind) {
        return database.kind() == kind;
    }

    /**
     * Migrates to the latest schema.
     *
     * @param url of JDBC, without user and password
     * @param password null when there is none
     * @return the number of migrations
     */
    public int migrate(String url, String user, @Nullable String password, Properties properties) {
        Flyway own = migrations.flyway();
        DriverDataSource target = source(url, user, password);
        properties.stringPropertyNames().stream().filter(name -> !name.equals("user") && !name.equals("password"))
                .forEach(name -> target.getAdditionalProperties().put(name, properties.getProperty(name)));
        return Flyway.configure(own.getConfiguration().getClassLoader()).configuration(own.getConfiguration())
                .dataSource(target).load().migrate().migrationsExecuted;
    }

    /** Opens another file. */
    DataSource source(String url) {
        return source(url, "", null);
    }

    private DriverDataSource source(String url, String user, @Nullable String password) {
        String driver = database.kind() == DatabaseKind.SQLITE ? "org.sqlite.JDBC" : "org.postgresql.Driver";
        return new DriverDataSource(migrations.flyway().getConfiguration().getClassLoader(), driver, url, user, password);
    }
}
