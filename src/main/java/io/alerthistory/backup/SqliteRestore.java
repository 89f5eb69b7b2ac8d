package io.alerthistory.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Properties;

import io.alerthistory.audit.AuditHead;
import io.alerthistory.database.DatabaseKind;
import io.alerthistory.start.SchemaUpgrade;
import io.alerthistory.time.Micros;

/** Restores a backup to a SQLite file, which is not there, is empty, or is renamed aside. */
final class SqliteRestore {

    private static final DateTimeFormatter SUFFIX = DateTimeFormatter.ofPattern("yyyyMMddHHmmss").withZone(ZoneOffset.UTC);

    private static final int WAIT_MS = 1_000;

    private final BackupFile backup;
    private final SqliteTarget target;
    private final SchemaUpgrade upgrade;
    private final CommandOutput out;
    private final Clock clock;

    SqliteRestore(BackupFile backup, Path target, SchemaUpgrade upgrade, CommandOutput out, Clock clock) throws IOException {
        this.backup = backup;
        this.target = SqliteTarget.of(target, ".before-" + SUFFIX.format(clock.instant()));
        this.upgrade = upgrade;
        this.out = out;
        this.clock = clock;
    }

    /**
     * Restores.
     *
     * @param replace whether a file that is not empty is replaced
     */
    void run(boolean replace) throws BackupException, SQLException, IOException, InterruptedException {
        target.check(replace);
        Path partial = BackupFolder.createTemporary(target.folder(), BackupFolder.RESTORE);
        List<Path> sides = SqliteTarget.SIDES.stream().map(side -> SqliteTarget.with(partial, side)).toList();
        sides.forEach(side -> side.toFile().deleteOnExit());
        try {
            backup.copyTo(partial);
            out.line("Restored " + Files.size(partial) + " bytes; comparing");
            SqliteSnapshot.verify(partial, new TableSums(backup.manifest().rows(), Map.of()), false);
            migrate(partial);
            tellLog(partial);
            BackupFolder.sync(partial);
            for (Path kept : target.replaceBy(partial, replace)) {
                out.line("The old file is now " + kept + ". Delete it when it is no longer needed");
            }
            BackupFolder.sync(target.folder());
        } finally {
            Files.deleteIfExists(partial);
            for (Path side : sides) {
                Files.deleteIfExists(side);
            }
        }
    }

    /** The old file may be damaged, which may be why it is replaced. */
    private void tellLog(Path restored) throws SQLException {
        AuditHead replaced = null;
        if (Files.exists(target.file())) {
            try (Connection old = Connections.open(target.file(), WAIT_MS)) {
                replaced = RestoredLog.head(old);
            } catch (SQLException unreadable) {
                out.line("The audit log of the old file cannot be read: " + unreadable.getMessage());
            }
        }
        try (Connection connection = Connections.open(restored, WAIT_MS)) {
            RestoredLog.tell(connection, backup.manifest().backupId(), replaced, Micros.now(clock));
        }
    }

    private void migrate(Path file) {
        if (!backup.isOlder()) {
            return;
        }
        if (!upgrade.isFor(DatabaseKind.SQLITE)) {
            out.line("The schema is older than this build: the service migrates it when it starts");
            return;
        }
        int count = upgrade.migrate("jdbc:sqlite:" + file, "", null, new Properties());
        out.line("The schema was older: " + count + " migrations were run");
    }
}
