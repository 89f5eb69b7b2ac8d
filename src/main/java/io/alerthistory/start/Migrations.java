package io.alerthistory.start;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.configuration.Configuration;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.output.MigrateResult;
import org.jspecify.annotations.Nullable;

import io.alerthistory.database.DatabaseKind;
import io.alerthistory.rehearsal.MigrationScript;
import io.alerthistory.rehearsal.PostgresRehearsal;
import io.alerthistory.rehearsal.Rehearsal;
import io.alerthistory.rehearsal.SqliteRehearsal;
import io.alerthistory.replica.Replica;
import io.alerthistory.time.Micros;

/**
 * The migrations of a database: their status, and running and undoing them. A migration is undone by its twin in db/undo, whose
 * first lines say what it keeps and what is lost.
 */
final class Migrations {

    /** How long an undo waits for a lock when no request waits behind it. */
    private static final String LONG_TIMEOUT = "set local lock_timeout = '15s'";

    private final Flyway flyway;
    private final DatabaseKind kind;
    private final MigrationScripts scripts;

    Migrations(Flyway flyway, DatabaseKind kind) {
        this.flyway = flyway;
        this.kind = kind;
        scripts = new MigrationScripts(kind);
    }

    /**
     * Migrates.
     *
     * @param target the version to which; null for the latest
     * @throws Refusal when there is no such migration
     */
    MigrateResult run(@Nullable String target) {
        return run(target, false);
    }

    /** The same while requests are served: waits for no lock longer than {@link ShortLocks} says. */
    MigrateResult runBesideRequests(@Nullable String target) {
        return run(target, kind == DatabaseKind.POSTGRESQL);
    }

    private MigrateResult run(@Nullable String target, boolean shortLocks) {
        if (target == null && !shortLocks) {
            return flyway.migrate();
        }
        FluentConfiguration configuration = Flyway.configure(flyway.getConfiguration().getClassLoader())
                .configuration(flyway.getConfiguration());
        if (target != null) {
            if (!knows(target)) {
                throw new Refusal("there is no migration to version " + target + ": migrate status lists those there are");
            }
            configuration.target(MigrationVersion.fromVersion(target));
        }
        return (shortLocks ? configuration.callbacks(new ShortLocks()) : configuration).load().migrate();
    }

    /** Whether this build, or the schema, has a version. */
    boolean knows(String version) {
        MigrationVersion wanted = MigrationVersion.fromVersion(version);
        return Arrays.stream(flyway.info().all()).anyMatch(migration -> wanted.equals(migration.getVersion()));
    }

    /** The version of the schema; null when nothing was migrated. */
    @Nullable
    String current() {
        return version(flyway.info().current());
    }

    private static @Nullable String version(@Nullable MigrationInfo migration) {
        return migration == null || migration.getVersion() == null ? null : migration.getVersion().getVersion();
    }

    /** The version that this build brings a schema to. */
    String latest() {
        return Arrays.stream(flyway.info().all())
                .filter(migration -> migration.getState().isResolved() && migration.getVersion() != null)
                .map(MigrationInfo::getVersion).max(Comparator.naturalOrder()).map(MigrationVersion::getVersion)
                .orElseThrow();
    }

    /** What a run to a version would run, the oldest first; null for the latest. */
    List<MigrationInfo> pending(@Nullable String target) {
        MigrationVersion last = target == null ? null : MigrationVersion.fromVersion(target);
        return Arrays.stream(flyway.info().pending())
                .filter(migration -> last == null || migration.getVersion().compareTo(last) <= 0).toList();
    }

    /** The same with their scripts, for a rehearsal. */
    List<MigrationScript> scripts(@Nullable String target) {
        return pending(target).stream().map(scripts::up).toList();
    }

    /** @param copy the folder of the copy that a rehearsal makes of a file */
    Rehearsal rehearsal(Path copy) {
        Configuration configuration = flyway.getConfiguration();
        return kind == DatabaseKind.SQLITE ? new SqliteRehearsal(configuration.getDataSource(), copy)
                : new PostgresRehearsal(configuration.getDataSource(), configuration.getInitSql());
    }

    /** What newer builds have migrated. */
    NewerSchema newer() {
        return NewerSchema.of(flyway.info().applied());
    }

    /** The migrations as a report. */
    MigrationStatus report(@Nullable MigrationRun run, @Nullable List<Replica> replicas) {
        MigrationInfoService info = flyway.info();
        List<MigrationStatus.AppliedMigration> applied = Arrays.stream(info.applied())
                .filter(migration -> migration.getVersion() != null && !migration.getType().isBaseline()).map(this::applied)
                .toList();
        return new MigrationStatus(version(info.current()),
                Arrays.stream(info.pending())
                        .map(migration -> new MigrationStatus.PendingMigration(migration.getVersion().getVersion(),
                                String.valueOf(migration.getDescription())))
                        .toList(),
                applied, run, replicas);
    }

    private MigrationStatus.AppliedMigration applied(MigrationInfo migration) {
        return new MigrationStatus.AppliedMigration(migration.getVersion().getVersion(),
                String.valueOf(migration.getDescription()),
                Micros.of(migration.getInstalledOn().toInstant()), migration.getExecutionTime(), checksum(migration),
                scripts.undo(migration).isPresent() ? MigrationStatus.Undo.THERE : MigrationStatus.Undo.MISSING);
    }

    private static MigrationStatus.Checksum checksum(MigrationInfo migration) {
        if (!migration.getState().isResolved()) {
            return MigrationStatus.Checksum.NEWER;
        }
        return migration.isChecksumMatching() ? MigrationStatus.Checksum.OK : MigrationStatus.Checksum.DIFFERS;
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
                    isApplied ? checksum(migration).jsonName() : "",
                    scripts.undo(migration).isPresent() ? "there" : "missing").stripTrailing());
        }
        return lines;
    }

    /**
     * Undoes the migrations after a version, the newest first, each in a transaction of its own.
     *
     * @return the versions that were undone
     * @throws Refusal when one of them has no undo, and nothing is changed then; or when somebody else changes the schema
     */
    List<String> rollback(String target) throws SQLException {
        List<String> undone = new ArrayList<>();
        rollback(target, LONG_TIMEOUT, undone::add);
        return undone;
    }

    /** The same while requests are served: waits for no lock longer than {@link ShortLocks} says. */
    void rollbackBesideRequests(String target, Consumer<String> undone) throws SQLException {
        rollback(target, ShortLocks.SET_TIMEOUT, undone);
    }

    private void rollback(String target, String setTimeout, Consumer<String> undone) throws SQLException {
        missingUndo(target).ifPresent(reason -> {
            throw new Refusal(reason);
        });
        Undo undo = new Undo(flyway.getConfiguration().getDataSource(), kind);
        for (MigrationInfo migration : after(target)) {
            undo.run(migration.getVersion().getVersion(), scripts.undo(migration).orElseThrow(), setTimeout);
            undone.accept(migration.getVersion().getVersion());
        }
    }

    /** Why the migrations after a version cannot all be undone; empty when they can. */
    Optional<String> missingUndo(String target) {
        String missing = after(target).stream().filter(migration -> scripts.undo(migration).isEmpty())
                .map(migration -> migration.getVersion().getVersion()).collect(Collectors.joining(", "));
        return missing.isEmpty() ? Optional.empty()
                : Optional.of("this build has no undo of version " + missing
                        + ": a newer build may have it; without one, restore a backup");
    }

    /** The applied migrations after a version, the newest first. */
    private List<MigrationInfo> after(String target) {
        MigrationVersion version = MigrationVersion.fromVersion(target);
        List<MigrationInfo> newer = new ArrayList<>(Arrays.stream(flyway.info().applied())
                .filter(migration -> migration.getVersion() != null && migration.getVersion().compareTo(version) > 0).toList());
        Collections.reverse(newer);
        return newer;
    }
}
