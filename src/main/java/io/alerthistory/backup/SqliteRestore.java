package io.alerthistory.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;

import org.jspecify.annotations.Nullable;

import io.alerthistory.database.DatabaseKind;
import io.alerthistory.start.SchemaUpgrade;

/** Restores a backup to a SQLite file, which is not there, is empty, or is renamed aside. */
final class SqliteRestore {

    private static final DateTimeFormatter SUFFIX = DateTimeFormatter.ofPattern("yyyyMMddHHmmss").withZone(ZoneOffset.UTC);

    private final BackupFile backup;
    private final Path target;
    private final SchemaUpgrade upgrade;
    private final CommandOutput out;
    private final Clock clock;

    SqliteRestore(BackupFile backup, Path target, SchemaUpgrade upgrade, CommandOutput out, Clock clock) {
        this.backup = backup;
        this.target = target.toAbsolutePath();
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
        boolean isThere = Files.exists(target) && Files.size(target) > 0;
        if (isThere) {
            requireUnused(replace);
        }
        Path folder = Objects.requireNonNull(target.getParent());
        Path partial = new BackupFolder(folder).createPartial("restore-" + target.getFileName());
        try {
            Path plain = backup.plain(folder);
            try {
                Files.copy(plain, partial, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                backup.discard(plain);
            }
            io.alerthistory.database.SqliteFiles.protect(partial);
            out.line("Restored " + Files.size(partial) + " bytes; comparing");
            SqliteSnapshot.verify(partial, new TableSums(backup.manifest().rows(), Map.of()), false);
            migrate(partial);
            BackupFolder.sync(partial);
            if (isThere) {
                Path aside = target.resolveSibling(target.getFileName() + ".before-" + SUFFIX.format(clock.instant()));
                Files.move(target, aside, StandardCopyOption.ATOMIC_MOVE);
                out.line("The old file is now " + aside + ". Delete it when it is no longer needed");
            }
            Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
            BackupFolder.sync(folder);
        } finally {
            for (String suffix : new String[] { "", "-wal", "-shm", "-journal" }) {
                Files.deleteIfExists(partial.resolveSibling(partial.getFileName() + suffix));
            }
        }
    }

    /** Leaving WAL mode takes the file for itself, and brings the log into it: it fails while anybody has the file open. */
    private void requireUnused(boolean replace) throws BackupException, SQLException {
        try (Connection connection = Connections.open(target, 0)) {
            String tables = Connections.text(connection, "select count(*) from sqlite_schema where type = 'table'");
            if (!"0".equals(tables) && !replace) {
                throw new BackupException(
                        "the file " + target + " is not empty: name another one, or replace it with --replace,"
                                + " which keeps the old one under another name");
            }
            String mode = leaveWal(connection);
            if (!"delete".equals(mode)) {
                throw new BackupException("the file " + target + " is in use: stop the service first");
            }
        }
    }

    private static @Nullable String leaveWal(Connection connection) {
        try {
            return Connections.text(connection, "pragma journal_mode = delete");
        } catch (SQLException locked) {
            return null;
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
