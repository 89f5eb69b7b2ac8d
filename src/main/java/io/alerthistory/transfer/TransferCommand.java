package io.alerthistory.transfer;

import java.sql.SQLException;
import java.time.Clock;
import java.util.List;

import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.Config;

import io.alerthistory.database.DatabaseAddress;
import io.alerthistory.error.Causes;
import io.alerthistory.start.CommandName;
import io.alerthistory.start.OneOffCommand;
import io.alerthistory.start.TargetMigration;
import io.alerthistory.start.Terminal;
import io.smallrye.config.Expressions;

/**
 * The command {@code transfer}. The process's own database is the target, which {@link TransferArguments#settings} makes it; so
 * its
 * migrations are those of any start.
 */
@Singleton
public class TransferCommand implements OneOffCommand {

    private final Config config;
    private final TargetMigration migration;
    private final Clock clock;

    TransferCommand(Config config, TargetMigration migration, Clock clock) {
        this.config = config;
        this.migration = migration;
        this.clock = clock;
    }

    @Override
    public CommandName name() {
        return CommandName.TRANSFER;
    }

    @Override
    public int run(List<String> arguments) {
        try {
            TransferArguments given = TransferArguments.of(arguments);
            return run(given, address("--from", given.from()), address("--to", given.to())).code();
        } catch (IllegalArgumentException usage) {
            System.err.println(usage.getMessage());
            return Transfer.ExitCode.USAGE.code();
        } catch (RuntimeException failure) {
            System.err.println("The transfer failed: " + Causes.firstLine(failure));
        } catch (SQLException failure) {
            System.err.println("The transfer failed: " + Causes.firstLine(failure)
                    + ". What was copied stays: continue with --resume once the database is available");
        }
        return Transfer.ExitCode.FAILED.code();
    }

    private Transfer.ExitCode run(TransferArguments given, DatabaseAddress from, DatabaseAddress to) throws SQLException {
        boolean terminal = Terminal.isStandardOutput();
        if (given.dryRun()) {
            return new DryRun(from, to, System.out, terminal).run(migration.pending(), Integer.parseInt(migration.latest()));
        }
        Transfer transfer = new Transfer(from, to, System.out, terminal, clock);
        if (given.verifyOnly()) {
            return transfer.verify();
        }
        try (End source = Ends.open(from, true)) {
            if (Ends.version(source) != Integer.parseInt(migration.latest())) {
                throw new TransferFailure("the schema of " + source + " is at version " + Ends.version(source)
                        + ", this build needs " + migration.latest()
                        + ": migrate it first (DATABASE_URL=... migrate), or use its build");
            }
        }
        if (Ends.isServed(to)) {
            throw new TransferFailure("a service is connected to " + to + ": stop it first");
        }
        return transfer.copy(migration.run(), given.resume());
    }

    private DatabaseAddress address(String name, String url) {
        return DatabaseAddress.of(name, url,
                variable -> Expressions.withoutExpansion(() -> config.getConfigValue(variable).getValue()));
    }
}
