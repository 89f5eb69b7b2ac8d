package io.alerthistory.transfer;

import java.io.PrintStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Properties;

import org.sqlite.JDBC;

import io.alerthistory.database.DatabaseAddress;
import io.alerthistory.database.DatabaseKind;
import io.alerthistory.rehearsal.Rehearsal;

/** Reads the source, and reports what the target would not take, how long a transfer takes and how large it gets. */
final class DryRun {

    /** Measured with 100,000 sessions of 10 interactions; docs/sqlite-to-postgresql.md. */
    private static final long ROWS_PER_SECOND = 6_000;
    private static final long BYTES_PER_SECOND = 20_000_000;
    private static final double SIZE = 1.2;

    /** A target that is empty takes the migrations in seconds. */
    private static final String LIMITS = "set local statement_timeout = '60s'; set local lock_timeout = '2s'";

    private final DatabaseAddress from;
    private final DatabaseAddress to;
    private final PrintStream out;
    private final boolean terminal;

    DryRun(DatabaseAddress from, DatabaseAddress to, PrintStream out, boolean terminal) {
        this.from = from;
        this.to = to;
        this.out = out;
        this.terminal = terminal;
    }

    /**
     * Reads the source.
     *
     * @param migrations the scripts that the target needs; they are rolled back, and of a file they run in memory
     */
    Transfer.ExitCode run(List<String> migrations, int version) throws SQLException {
        try (End source = Ends.open(from, true)) {
            source.hold();
            if (Ends.version(source) != version) {
                throw new TransferFailure("the schema of " + source + " is at version " + Ends.version(source)
                        + ", this build needs " + version + ": migrate it first (DATABASE_URL=... migrate), or use its build");
            }
            Plan plan = plan(source, migrations, version);
            Findings findings = new Findings();
            Console console = new Console(out, terminal, Ends.rows(source, plan));
            for (CopiedTable table : plan.tables()) {
                console.table(table, read(source, table, findings, console));
            }
            console.line("Read: " + console.summary());
            estimate(console);
            if (findings.isEmpty()) {
                console.line("The target takes every row.");
                return Transfer.ExitCode.EQUAL;
            }
            findings.lines().forEach(console::line);
            return Transfer.ExitCode.FAILED;
        }
    }

    private Plan plan(End source, List<String> migrations, int version) throws SQLException {
        if (to.kind() == DatabaseKind.SQLITE) {
            try (Connection file = JDBC.createConnection("jdbc:sqlite::memory:", new Properties())) {
                for (String script : migrations) {
                    try (Statement statement = file.createStatement()) {
                        statement.executeUpdate(script); // which takes several statements
                    }
                }
                return Ends.plan(source, file);
            }
        }
        if (Ends.isServed(to)) {
            throw new TransferFailure("a service is connected to " + to.shown() + ": stop it first");
        }
        try (End target = Ends.open(to, true)) {
            boolean isMigrated = Sql.holds(target.reader(), "select 1 where to_regclass('flyway_schema_history') is not null");
            if (isMigrated && Ends.version(target) != version) { // what is pending would lock tables that have rows
                throw new TransferFailure("the schema of " + target + " is at version " + Ends.version(target)
                        + ", this build needs " + version + ": migrate it first (DATABASE_URL=... migrate), or use its build");
            }
            Sql.execute(target.reader(), LIMITS);
            for (String script : migrations) {
                Sql.execute(target.reader(), Rehearsal.withoutTimeouts(script));
            }
            Plan plan = Ends.plan(source, target.reader());
            List<String> filled = Ends.filled(target, plan);
            if (!filled.isEmpty()) {
                out.println("The target is not empty: it has rows in " + String.join(", ", filled)
                        + ". A transfer needs an empty database, unless it resumes a former one.");
            }
            target.release(); // which rolls back
            return plan;
        }
    }

    private static TableDigest read(End source, CopiedTable table, Findings findings, Console console) throws SQLException {
        TableDigest digest = new TableDigest();
        try (RowSource rows = source.rows(table, table.columns(), "")) {
            Row previous = null;
            for (Row row = rows.next(); row != null; row = rows.next()) {
                digest.add(row.digest(table.columns()));
                findings.accepts(table, row);
                if (previous != null && table.fileKeySize() < table.keySize()
                        && previous.compareKey(row, table.columns().subList(0, table.fileKeySize())) == 0) {
                    findings.add(table, row, "", "two rows have the same identifier, which is unique in SQLite");
                }
                previous = row;
                console.row(table, row);
            }
        }
        return digest;
    }

    private void estimate(Console console) {
        long seconds = 1 + console.rows() / ROWS_PER_SECOND + console.bytes() / BYTES_PER_SECOND;
        console.line(String.format(Locale.ROOT, "Estimate: %d:%02d minutes, %,d MB in %s", seconds / 60, seconds % 60,
                Math.round(console.bytes() * SIZE / 1e6), to.kind().jsonName()));
    }
}
