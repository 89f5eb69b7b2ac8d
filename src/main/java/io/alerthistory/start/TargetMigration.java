package io.alerthistory.start;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;

import io.alerthistory.database.DatabaseConfig;
import io.alerthistory.database.DatabaseKind;
import io.alerthistory.database.SqliteFiles;
import io.quarkus.flyway.FlywayDataSource;

/** The schema of the process's database for a command that fills it. */
@Singleton
public class TargetMigration {

    private static final String IN_MEMORY = ":memory:";

    private final StartConfig start;
    private final DatabaseConfig database;
    private final Instance<Flyway> flyways;

    TargetMigration(StartConfig start, DatabaseConfig database, @Any Instance<Flyway> flyways) {
        this.start = start;
        this.database = database;
        this.flyways = flyways;
    }

    /** The version to which this build migrates. */
    public String latest() {
        MigrationInfo[] all = flyway(IN_MEMORY).info().all();
        return all[all.length - 1].getVersion().getVersion();
    }

    /**
     * Migrates the database to the latest version.
     *
     * @return whether it had no schema before
     * @throws IllegalStateException when it cannot be migrated; the message says why
     */
    public boolean run() {
        try {
            database.file().map(Path::of).ifPresent(SqliteFiles::protect);
            Flyway flyway = flyway(start.file().orElse(""));
            Preflight found = Preflight.of(flyway.getConfiguration().getDataSource(), database.kind(), "--to");
            if (found.foreignTables() != null) {
                flyway.baseline();
            }
            flyway.migrate();
            return !found.migrated();
        } catch (RuntimeException | SQLException failure) {
            throw new IllegalStateException(Diagnosis.of(failure, start).reason(), failure);
        }
    }

    /** The scripts that {@link #run} would execute, for a rehearsal: of a file, those of a new one. */
    public List<String> pending() {
        Flyway flyway = flyway(IN_MEMORY);
        List<String> scripts = new ArrayList<>();
        String initial = flyway.getConfiguration().getInitSql();
        if (initial != null) {
            scripts.add(initial);
        }
        Arrays.stream(flyway.info().pending()).map(migration -> script(migration.getScript())).forEach(scripts::add);
        return scripts;
    }

    private String script(String name) {
        String resource = "db/migration/" + database.kind().jsonName() + "/" + name.substring(name.lastIndexOf('/') + 1);
        try (InputStream script = Thread.currentThread().getContextClassLoader().getResourceAsStream(resource)) {
            if (script == null) {
                throw new IllegalStateException("the migration " + name + " is not in this build");
            }
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file gets connections that end with their work: those of a pool would keep it open. */
    private Flyway flyway(String file) {
        if (database.kind() == DatabaseKind.POSTGRESQL) {
            return flyways.select(Default.Literal.INSTANCE).get();
        }
        Flyway pooled = flyways.select(FlywayDataSource.FlywayDataSourceLiteral.of("sqlite")).get();
        return Flyway.configure(pooled.getConfiguration().getClassLoader()).configuration(pooled.getConfiguration())
                .dataSource("jdbc:sqlite:" + file
                        + "?foreign_keys=on&busy_timeout=10000&transaction_mode=IMMEDIATE"
                        + (file.equals(IN_MEMORY) ? "" : "&journal_mode=WAL"), null, null)
                .load();
    }
}
