package io.alerthistory.transfer;

import java.io.PrintStream;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.alerthistory.database.DatabaseAddress;
import io.alerthistory.time.Micros;

/** Copies a history into a migrated target, and compares the two. */
final class Transfer {

    private final DatabaseAddress from;
    private final DatabaseAddress to;
    private final PrintStream out;
    private final boolean terminal;
    private final Clock clock;

    Transfer(DatabaseAddress from, DatabaseAddress to, PrintStream out, boolean terminal, Clock clock) {
        this.from = from;
        this.to = to;
        this.out = out;
        this.terminal = terminal;
        this.clock = clock;
    }

    /**
     * Copies what the target does not have.
     *
     * @param isNew whether the target had no schema before this run
     * @param resume whether the target may hold a former transfer
     */
    ExitCode copy(boolean isNew, boolean resume) throws SQLException {
        boolean served = Ends.isServed(from);
        List<Comparison> comparisons;
        try (End source = Ends.open(from, true); End target = Ends.open(to, false)) {
            source.hold();
            Plan plan = plan(source, target);
            if (!target.lock()) {
                throw new TransferFailure("another transfer to " + target + " is under way");
            }
            boolean catchUp = begin(source, target, plan, isNew, resume);
            Findings findings = new Findings();
            Console console = new Console(out, terminal, Ends.rows(source, plan));
            Copied copied = copy(source, target, plan, findings, console, catchUp);
            if (!findings.isEmpty()) {
                findings.lines().forEach(console::line);
                console.line("Nothing more was copied. Correct these rows in the source, then say --resume.");
                return ExitCode.FAILED;
            }
            console.line("Copied: " + console.summary());
            comparisons = compare(source, target, plan, copied);
            Comparison.report(comparisons).forEach(console::line);
        }
        return end(comparisons, served);
    }

    /** Compares, and changes nothing. */
    ExitCode verify() throws SQLException {
        try (End source = Ends.open(from, true); End target = Ends.open(to, true)) {
            source.hold();
            Plan plan = plan(source, target);
            List<Comparison> comparisons = compare(source, target, plan, new Copied(Map.of(), counters(source, plan)));
            Comparison.report(comparisons).forEach(out::println);
            return comparisons.stream().allMatch(Comparison::isEqual) ? ExitCode.EQUAL : ExitCode.DIFFERENT;
        }
    }

    private Plan plan(End source, End target) throws SQLException {
        int old = Ends.version(source);
        int current = Ends.version(target);
        if (old != current) {
            throw new TransferFailure("the schema of " + source + " is at version " + old + ", that of " + target + " at "
                    + current + ": migrate the older one first (DATABASE_URL=... migrate)");
        }
        if (TransferState.isUnfinished(source)) {
            throw new TransferFailure(source + " is itself the target of a transfer that was interrupted: complete that first");
        }
        Plan plan = Ends.plan(source, target.reader());
        target.release();
        if (!plan.others().isEmpty()) {
            out.println("Not transferred, because only one of the databases has them: " + String.join(", ", plan.others()));
        }
        return plan;
    }

    /** Marks the target, and tells whether it has rows. */
    private boolean begin(End source, End target, Plan plan, boolean isNew, boolean resume) throws SQLException {
        TransferState state = TransferState.of(target);
        List<String> filled = Ends.filled(target, plan);
        target.release();
        // Any migration makes a key to sign with; as long as there is nothing else, nobody has used it.
        if (state == null && !isNew && !List.of("signing_keys").containsAll(filled)) {
            throw new TransferFailure(target + " is not empty, and not a transfer that could be resumed: it has rows in "
                    + String.join(", ", filled) + ". Name an empty database");
        }
        if (state != null) {
            check(state, source, target, plan, resume);
        }
        new TransferState(source.toString(), "").write(target, Micros.now(clock));
        return !filled.isEmpty();
    }

    private static void check(TransferState state, End source, End target, Plan plan, boolean resume) throws SQLException {
        if (!state.source().equals(source.toString())) {
            throw new TransferFailure(target + " holds a transfer of " + state.source() + ": name an empty database");
        }
        if (!resume) {
            throw new TransferFailure(target + " holds a transfer of this source: continue it with --resume");
        }
        if (!state.digest().isEmpty() && !state.digest().equals(digest(target, plan))) {
            throw new TransferFailure(
                    target + " has changed since it was transferred: a service has written to it, and --resume"
                            + " would undo that. Name an empty database");
        }
    }

    private static String digest(End end, Plan plan) throws SQLException {
        List<String> digests = new ArrayList<>();
        for (CopiedTable table : plan.tables()) {
            digests.add(Comparison.digest(end, table).hex());
        }
        end.release();
        return String.join(" ", digests);
    }

    private static Copied copy(End source, End target, Plan plan, Findings findings, Console console,
            boolean catchUp) throws SQLException {
        List<TableCopy> copies = plan.tables().stream().map(table -> new TableCopy(source, target, table, findings, console))
                .toList();
        if (catchUp) {
            for (TableCopy copy : copies) {
                copy.deleteGone();
            }
        }
        Map<String, TableDigest> digests = new LinkedHashMap<>();
        for (int i = 0; i < copies.size(); i++) {
            digests.put(plan.tables().get(i).name(), copies.get(i).run());
        }
        Map<String, Long> counters = counters(source, plan);
        for (CopiedTable table : plan.tables()) {
            target.setCounter(table, counters.getOrDefault(table.name(), 0L));
        }
        target.sync();
        return new Copied(digests, counters);
    }

    /** Read once: a sequence of PostgreSQL has no snapshot, and counts on as long as the source is served. */
    private static Map<String, Long> counters(End source, Plan plan) throws SQLException {
        Map<String, Long> counters = new LinkedHashMap<>();
        for (CopiedTable table : plan.tables()) {
            counters.put(table.name(), source.counter(table));
        }
        return counters;
    }

    private static List<Comparison> compare(End source, End target, Plan plan, Copied known) throws SQLException {
        List<Comparison> comparisons = new ArrayList<>();
        for (CopiedTable table : plan.tables()) {
            TableDigest digest = known.digests.get(table.name());
            comparisons.add(Comparison.of(table, digest == null ? Comparison.digest(source, table) : digest,
                    Comparison.digest(target, table), known.counters.getOrDefault(table.name(), 0L) > target.counter(table)));
        }
        return comparisons;
    }

    /** A transfer ends when both are equal and nobody can change the source; until then its mark stays. */
    private ExitCode end(List<Comparison> comparisons, boolean wasServed) throws SQLException {
        if (!comparisons.stream().allMatch(Comparison::isEqual)) {
            out.println("The databases differ: say --resume to copy what differs.");
            return ExitCode.DIFFERENT;
        }
        boolean served = wasServed || Ends.isServed(from);
        try (End target = Ends.open(to, false)) {
            if (served) {
                new TransferState(from.shown(), comparisons.stream().map(Comparison::targetDigest)
                        .collect(Collectors.joining(" "))).write(target, Micros.now(clock));
            } else {
                TransferState.drop(target);
            }
        }
        out.println(served
                ? "Equal. The source is still served: stop its service, then say --resume to copy what it wrote meanwhile."
                : "Equal. The transfer is complete: start the service with DATABASE_URL=" + to.shown());
        return ExitCode.EQUAL;
    }

    /**
     * What is known of the source.
     *
     * @param digests of its tables; a table is read when there is none
     * @param counters the last numbers of its sequences
     */
    private record Copied(Map<String, TableDigest> digests, Map<String, Long> counters) {
    }

    /** What the process reports. */
    enum ExitCode {
        EQUAL(0),
        USAGE(1),
        DIFFERENT(2),
        FAILED(3);

        private final int code;

        ExitCode(int code) {
            this.code = code;
        }

        int code() {
            return code;
        }
    }
}
