package io.alerthistory.backup;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import io.alerthistory.database.DatabaseUrl;
import io.alerthistory.database.PostgresAddress;
import io.alerthistory.start.CommandName;
import io.alerthistory.start.OneOffCommand;
import io.alerthistory.start.SchemaUpgrade;

/** Restores a backup from the command line. */
@Singleton
class RestoreCommand implements OneOffCommand {

    private static final String USAGE = "usage: restore FILE --into URL [--replace] [--failed] [--identity FILE]";
    private static final String INTO = "--into";
    private static final String IDENTITY = "--identity";
    private static final String REPLACE = "--replace";
    private static final String EVEN_FAILED = "--failed";
    private static final int DONE = 0;
    private static final int WRONG_USAGE = 1;
    private static final int FAILED = 2;
    private static final int DIFFERS = 3;

    private final BackupDatabases databases;
    private final BackupWork work;
    private final SchemaUpgrade upgrade;
    private final Clock clock;

    RestoreCommand(BackupDatabases databases, BackupWork work, SchemaUpgrade upgrade, Clock clock) {
        this.databases = databases;
        this.work = work;
        this.upgrade = upgrade;
        this.clock = clock;
    }

    @Override
    public CommandName name() {
        return CommandName.RESTORE;
    }

    @Override
    public int run(List<String> arguments) throws InterruptedException {
        List<String> rest = new ArrayList<>(arguments);
        boolean replace = rest.remove(REPLACE);
        boolean evenFailed = rest.remove(EVEN_FAILED);
        String into = take(rest, INTO);
        String identity = take(rest, IDENTITY);
        if (rest.size() != 1 || into == null) {
            System.err.println(USAGE);
            return WRONG_USAGE;
        }
        try {
            BackupFile backup = BackupFile.open(Path.of(rest.get(0)), identity == null ? null : Path.of(identity),
                    work.children());
            requireSound(backup, evenFailed);
            return restore(backup, into, replace);
        } catch (IllegalArgumentException invalid) {
            System.err.println(invalid.getMessage());
            return WRONG_USAGE;
        } catch (BackupException | IOException | SQLException | RuntimeException refused) {
            System.err.println("The backup was not restored: " + refused.getMessage());
            return FAILED;
        }
    }

    private static void requireSound(BackupFile backup, boolean evenFailed) throws BackupException {
        String failure = backup.failure().orElse("");
        if (!failure.isEmpty() && !evenFailed) {
            throw new BackupException(failure + ". Restore it nevertheless with " + EVEN_FAILED);
        }
        if (!failure.isEmpty()) {
            System.err.println(failure);
        }
    }

    private int restore(BackupFile backup, String into, boolean replace)
            throws BackupException, SQLException, IOException, InterruptedException {
        DatabaseUrl url = DatabaseUrl.parse(INTO, into);
        boolean isForSqlite = url instanceof DatabaseUrl.Sqlite;
        if (isForSqlite != backup.manifest().database().equals("sqlite")) {
            throw new BackupException("the backup is of " + backup.manifest().database()
                    + ", and the URL names another kind of database: restore it to its own kind, then use transfer");
        }
        backup.requireKnownSchema();
        CommandOutput out = new CommandOutput(System.out);
        String difference = "";
        if (url instanceof DatabaseUrl.Sqlite sqlite) {
            if (sqlite.inMemory()) {
                throw new BackupException("a database in memory would end with this command: name a file");
            }
            new SqliteRestore(backup, Path.of(sqlite.path()), upgrade, out, clock).run(replace);
        } else if (url instanceof DatabaseUrl.Postgresql server) {
            difference = new PostgresRestore(backup, PostgresAddress.of(databases.settings(), INTO, server), upgrade, out,
                    clock)
                    .run(replace);
        }
        if (!difference.isEmpty()) {
            System.err.println("The restored database differs from the backup: " + difference);
            return DIFFERS;
        }
        backup.manifest().rows().entrySet().stream().sorted(java.util.Map.Entry.comparingByKey())
                .forEach(table -> out.line(String.format("%-28s %12d rows, equal", table.getKey(), table.getValue())));
        return DONE;
    }

    /** Takes an option and its value out of the arguments. */
    private static @Nullable String take(List<String> arguments, String option) {
        int place = arguments.indexOf(option);
        if (place < 0 || place + 1 >= arguments.size()) {
            return null;
        }
        arguments.remove(place);
        return arguments.remove(place);
    }
}
