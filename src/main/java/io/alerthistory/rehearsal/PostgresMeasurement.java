package io.alerthistory.rehearsal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;

import io.alerthistory.error.Causes;
import io.alerthistory.rehearsal.Findings.RehearsedMigration;
import io.alerthistory.rehearsal.Findings.RelationLock;
import io.alerthistory.rehearsal.Findings.Rewrite;
import io.alerthistory.rehearsal.PostgresCatalog.StoredRelation;

/** Runs the migrations, and notes what each locks. */
final class PostgresMeasurement {

    static final String LOCK_NOT_AVAILABLE = "55P03";
    private static final String CANCELED = "57014";
    static final String LOCK_TIMED_OUT = "a lock was not granted within " + Rehearsal.LOCK_TIMEOUT.toSeconds()
            + " s: another transaction uses the table; try again when it has ended";

    private final Statement statement;
    private final PostgresCatalog catalog;
    private final Map<Long, StoredRelation> before;
    private final TimeLimit time;
    private final List<RehearsedMigration> migrations = new ArrayList<>();
    private final Map<String, LockMode> locks = new TreeMap<>();
    private final AtomicLong writersWaitMs = new AtomicLong();
    private final AtomicLong readersWaitMs = new AtomicLong();

    PostgresMeasurement(Statement statement, PostgresCatalog catalog, Map<Long, StoredRelation> before, TimeLimit time) {
        this.statement = statement;
        this.catalog = catalog;
        this.before = before;
        this.time = time;
    }

    /**
     * Runs them.
     *
     * @return why they did not come to their end; null when they did
     */
    @Nullable
    String run(List<MigrationScript> all) throws SQLException {
        String transaction = transaction();
        for (MigrationScript migration : all) {
            if (!migration.inTransaction()) {
                return Rehearsal.notInTransaction(migration);
            }
            Optional<String> control = TransactionControl.find(migration.sql());
            if (control.isPresent()) {
                return "version " + migration.version() + " (" + migration.description()
                        + ") cannot be rehearsed, because it controls its own transaction: " + control.get();
            }
            long began = System.nanoTime();
            String error = execute(migration, transaction);
            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
            migrations.add(new RehearsedMigration(migration.version(), migration.description(), millis, error));
            if (error != null) {
                return "version " + migration.version() + " fails: " + error;
            }
            noteLocks(millis);
        }
        return null;
    }

    /** The number of the transaction, which another one does not have. */
    private String transaction() throws SQLException {
        try (ResultSet found = statement.executeQuery("select pg_current_xact_id()::text")) {
            found.next();
            return found.getString(1);
        }
    }

    private @Nullable String execute(MigrationScript migration, String transaction) {
        try {
            statement.execute(Rehearsal.withoutTimeouts(migration.sql()));
            return transaction.equals(transaction()) ? null
                    : "it has committed, and what it and the migrations before it did stays: undo that before anything else";
        } catch (SQLException failure) {
            if (LOCK_NOT_AVAILABLE.equals(failure.getSQLState())) {
                return LOCK_TIMED_OUT;
            }
            if (CANCELED.equals(failure.getSQLState()) || time.isOver()) {
                return "it did not end in the time that a rehearsal may take";
            }
            return Causes.firstLine(failure);
        }
    }

    /** A lock lasts until the end of the transaction. */
    private void noteLocks(long millis) throws SQLException {
        catalog.locks().forEach((id, mode) -> {
            StoredRelation relation = before.get(id);
            if (relation != null) {
                locks.put(relation.name(), mode);
            }
        });
        boolean changesRows = catalog.changedRows().keySet().stream().anyMatch(before::containsKey);
        boolean writersWait = changesRows || locks.values().stream().anyMatch(LockMode::blocksWrites);
        writersWaitMs.addAndGet(writersWait ? Math.max(1, millis) : 0);
        readersWaitMs.addAndGet(locks.values().stream().anyMatch(LockMode::blocksReads) ? Math.max(1, millis) : 0);
    }

    Findings failed(String failure) {
        return findings(List.of(), 0, failure);
    }

    Findings findings(List<Rewrite> rewritten, long diskBytes) {
        return findings(rewritten, diskBytes, null);
    }

    private Findings findings(List<Rewrite> rewritten, long diskBytes, @Nullable String failure) {
        return new Findings(List.copyOf(migrations),
                locks.entrySet().stream().map(lock -> new RelationLock(lock.getKey(), lock.getValue().toString(),
                        lock.getValue().blocksWrites(), lock.getValue().blocksReads())).toList(),
                rewritten, migrations.stream().mapToLong(RehearsedMigration::durationMs).sum(), writersWaitMs.get(),
                readersWaitMs.get(),
                diskBytes, failure,
                migrations.stream().anyMatch(migration -> LOCK_TIMED_OUT.equals(migration.error())));
    }
}
