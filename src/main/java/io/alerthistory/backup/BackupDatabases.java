package io.alerthistory.backup;

import java.nio.file.Path;

import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.Config;

import io.alerthistory.config.Settings;
import io.alerthistory.database.DatabaseConfig;
import io.alerthistory.database.DatabaseKind;
import io.alerthistory.database.PostgresAddress;

/** Chooses how the configured database is backed up. */
@Singleton
class BackupDatabases {

    private final DatabaseConfig database;
    private final BackupConfig config;
    private final Config variables;

    BackupDatabases(DatabaseConfig database, BackupConfig config, Config variables) {
        this.database = database;
        this.config = config;
        this.variables = variables;
    }

    DatabaseKind kind() {
        return database.kind();
    }

    Settings settings() {
        return Settings.of(variables);
    }

    Encryption encryption() {
        return new Encryption(config.ageRecipients());
    }

    DiskNeed diskNeed() {
        return new DiskNeed(kind() == DatabaseKind.SQLITE, encryption().isOn());
    }

    BackupDatabase create(Children children) {
        Encryption encryption = encryption();
        if (database.kind() == DatabaseKind.SQLITE) {
            return new SqliteBackup(database.file().map(Path::of).orElse(null), config.rehearse().equals("digests"),
                    encryption, children);
        }
        return new PostgresBackup(PostgresAddress.ofService(settings()), new Rehearsal(config.rehearse(), children),
                encryption, children);
    }
}
