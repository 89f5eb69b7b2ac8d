package io.alerthistory.start;

import java.sql.SQLException;
import java.time.Clock;
import java.util.Optional;

import jakarta.inject.Singleton;

import io.alerthistory.rehearsal.RehearsalReport;
import io.alerthistory.time.Micros;

/** Whether the schema can be changed without a loss: rehearses migrations, and asks for the backups. */
@Singleton
class MigrationSafety {

    private final MigrationDatabase database;
    private final VerifiedBackups backups;
    private final Clock clock;

    MigrationSafety(MigrationDatabase database, VerifiedBackups backups, Clock clock) {
        this.database = database;
        this.backups = backups;
        this.clock = clock;
    }

    /** Rehearses the pending migrations up to a version that exists. */
    RehearsalReport report(String target) throws SQLException {
        Migrations migrations = database.migrations();
        boolean hasNothingToLose = migrations.current() == null || migrations.pending(target).isEmpty();
        return RehearsalReport.of(target, database.rehearse(target), backups.newestVerifiedUs().orElse(null),
                hasNothingToLose ? Optional.empty() : missingBackup());
    }

    /** What is missing of a recent verified backup; empty when there is one. */
    Optional<String> missingBackup() {
        return BackupRule.missing(backups.newestVerifiedUs().orElse(null), Micros.now(clock));
    }
}
