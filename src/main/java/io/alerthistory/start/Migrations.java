package io.alerthistory.start;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.output.MigrateResult;
import org.jspecify.annotations.Nullable;

import io.alerthistory.database.DatabaseKind;

/**
 * The migrations of a database: their status, and running and undoing them. A migration is undone by its twin in db/undo, whose
 * first lines say what it keeps and what is lost.
 */
final class Migrations {

    private static final String UNDO = "db/undo/";

    private final Flyway flyway;
    private final DatabaseKind kind;

    Migrations(Flyway flyway, DatabaseKind kind) {
        this.flyway = flyway;
        this.kind = kind;
    }

    /**
     * Migrates.
     *
     * @param target the version to which; null for the latest
     * @throws Refusal when there is no such migration
     */
    MigrateResult run(@Nullable String target) {
        if (target == null) {
            return flyway.migrate();
        }
        MigrationVersion version = MigrationVersion.fromVersion(target);
        if (Arrays.stream(flyway.info().all()).noneMatch(migration -> version.equals(migration.getVersion()))) {
            throw new Refusal("there is no migration to version " + target + ": migrate status lists those there are");
        }
        return Flyway.configure(flyway.getConfiguration().getClassLoader()).configuration(flyway.getConfiguration())
                .target(version).load().migrate();
    }

    /** Every migration in a line, the oldest first. */
    List<String> status() {
        String line = "%-8s %-32s %-26s %6s  %-9s %s";
        List<String> lines = new ArrayList<>();
        lines.add(String.format(line, "version", "description", "installed", "ms", "checksum", "undo"));
        for (MigrationInfo migration : flyway.info().all()) {
            boolean isApplied = migration.getState().isApplied();
            lines.add(String.format(line, migration.getVersion(), migration.getDescription(),
                    isApplied ? migration.getInstalledOn().toInstant() : "pending",
                    isApplied ? String.valueOf(migration.getExecutionTime()) : "",
                    !isApplied ? ""
                            : !migration.getState().isResolved() ? "newer" : migration.isChecksumMatching() ? "ok" : "differs",
                    script(migration).isPresent() ? "there" : "missing").stripTrailing());
        }
        return lines;
    }

    /**
     * Undoes the migrations after a version, the newest first, each in a transaction of its own.
     *
     * @return the versions that were undone
     * @throws Refusal when one of them has no undo; nothing is changed then
     */
    List<String> rollback(String target) throws SQLException {
        MigrationVersion version = MigrationVersion.fromVersion(target);
        List<MigrationInfo> newer = new ArrayList<>(Arrays.stream(flyway.info().applied())
                .filter(migration -> migration.getVersion() != null && migration.getVersion().compareTo(version) > 0).toList());
        Collections.reverse(newer);
        List<MigrationInfo> missing = newer.stream().filter(migration -> script(migration).isEmpty()).toList();
        if (!missing.isEmpty()) {
            throw new Refusal("this build has no undo of version " + missing.stream().map(MigrationInfo::getVersion)
                    .map(String::valueOf).collect(Collectors.joining(", "))
                    + ": a newer build may have it; without one, restore a backup");
        }
        for (MigrationInfo migration : newer) {
            undo(migration.getVersion().getVersion(), script(migration).orElseThrow());
        }
        return newer.stream().map(migration -> migration.getVersion().getVersion()).toList();
    }

    private void undo(String version, String script) throws SQLException {
        try (Connection connection = flyway.getConfiguration().getDataSource().getConnection()) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement();
                    PreparedStatement history = connection
                            .prepareStatement("delete from flyway_schema_history where version = ?")) {
                if (kind == DatabaseKind.POSTGRESQL) {
                    statement.execute("set local lock_timeout = '15s'");
                    statement.execute("lock table flyway_schema_history in exclusive mode");
                }
                statement.executeUpdate(script);
                history.setString(1, version);
                history.executeUpdate();
                connection.commit();
            } catch (SQLException failure) {
                connection.rollback();
                throw failure;
            }
        }
    }

    /** The undo twin of a migration that this build knows: the script of the same name in the other folder. */
    private Optional<String> script(MigrationInfo migration) {
        String name = migration.getScript();
        if (name == null || !migration.getState().isResolved()) {
            return Optional.empty();
        }
        String resource = UNDO + kind.jsonName() + "/U" + name.substring(name.lastIndexOf('/') + 2);
        try (InputStream script = Thread.currentThread().getContextClassLoader().getResourceAsStream(resource)) {
            return script == null ? Optional.empty()
                    : Optional.of(new String(script.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
