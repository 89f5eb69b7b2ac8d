package io.alerthistory.start;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import jakarta.inject.Singleton;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;

import io.alerthistory.database.DatabaseConfig;
import io.alerthistory.database.DatabaseKind;
import io.alerthistory.database.SqliteFiles;

/** The schema of the process's database for a command that fills it. */
@Singleton
public class TargetMigration {

    private static final String IN_MEMORY = ":memory:";

    private final StartConfig start;
    private final DatabaseConfig database;
    private final MigrationDatabase migrations;

    TargetMigration(StartConfig start, DatabaseConfig database, MigrationDatabase migrations) {
        this.start = start;
        this.database = database;
        this.migrations = migrations;
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
        return run("--to");
    }

    /**
     * Migrates a database that has no schema yet; one that has is not changed.
     *
     * @throws IllegalStateException when it cannot be used; the message says why
     */
    public void runIfEmpty() {
        try {
            Flyway flyway = flyway(start.file().orElse(""));
            if (!Preflight.of(flyway.getConfiguration().getDataSource(), database.kind(), start.source()).migrated()) {
                run(start.source());
            } else if (flyway.info().pending().length > 0) {
                throw new IllegalStateException("the schema of the database is older than this build: migrate it first");
            }
        } catch (Refusal | SQLException failure) {
            throw new IllegalStateException(Diagnosis.of(failure, start).reason(), failure);
        }
    }

    private boolean run(String source) {
        try {
            database.file().map(Path::of).ifPresent(SqliteFiles::protect);
            Flyway flyway = flyway(start.file().orElse(""));
            Preflight found = Preflight.of(flyway.getConfiguration().getDataSource(), database.kind(), source);
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
        MigrationScripts migrationScripts = new MigrationScripts(database.kind());
        Arrays.stream(flyway.info().pending()).map(migration -> migrationScripts.up(migration).sql()).forEach(scripts::add);
        return scripts;
    }

    /** A file gets connections that end with their work: those of a pool would keep it open. */
    private Flyway flyway(String file) {
        Flyway pooled = migrations.flyway();
        if (database.kind() == DatabaseKind.POSTGRESQL) {
            return pooled;
        }
        return Flyway.configure(pooled.getConfiguration().getClassLoader()).configuration(pooled.getConfiguration())
                .dataSource("jdbc:sqlite:" + file
                        + "?foreign_keys=on&busy_timeout=10000&transaction_mode=IMMEDIATE"
                        + (file.equals(IN_MEMORY) ? "" : "&journal_mode=WAL"), null, null)
                .load();
    }
}
