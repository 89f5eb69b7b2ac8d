package io.alerthistory.selftest;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import jakarta.inject.Singleton;

import io.alerthistory.backup.BackupConfig;
import io.alerthistory.health.DatabaseInspection;
import io.alerthistory.health.DatabaseReports;
import io.alerthistory.health.SchemaReport;
import io.alerthistory.observe.BreakerState;
import io.alerthistory.start.TestTables;
import io.alerthistory.start.VerifiedBackups;
import io.alerthistory.time.Micros;
import io.smallrye.mutiny.Uni;

/** What the service relies on, each in a moment. */
@Singleton
final class FullSuite {

    private static final double CONNECTIVITY_MS = 50;
    private static final long MAX_SKEW_MS = 1000;
    private static final Duration STATEMENT_LIMIT = Duration.ofMillis(100);
    private static final long MAX_STATEMENT_MS = 5000;
    private static final int CLAIMS = 8;

    private final DatabaseInspection inspection;
    private final DatabaseReports reports;
    private final BreakerState breaker;
    private final VerifiedBackups backups;
    private final BackupConfig backupConfig;
    private final TestBeds beds;
    private final Clock clock;

    FullSuite(DatabaseInspection inspection, DatabaseReports reports, BreakerState breaker, VerifiedBackups backups,
            BackupConfig backupConfig, TestBeds beds, Clock clock) {
        this.inspection = inspection;
        this.reports = reports;
        this.breaker = breaker;
        this.backups = backups;
        this.backupConfig = backupConfig;
        this.beds = beds;
        this.clock = clock;
    }

    /** What needs no tables of a test. */
    void service(TestRun run) throws InterruptedException {
        run.step("connectivity", "< 50 ms", () -> {
            run.ask(inspection::look); // may open a connection
            long began = System.nanoTime();
            run.ask(inspection::look);
            run.addBelow("connectivity", CONNECTIVITY_MS, (System.nanoTime() - began) / 1e6, "one statement and back");
        });
        run.step("schema", "ok", () -> schema(run, run.ask(reports::schema)));
        run.step("statement timeout", "ended", () -> timeout(run));
        run.step("clock", "at most 1 s apart", () -> clock(run));
        run.add("circuit breaker", "closed", breaker.name(), breaker.name().equals("closed"), null);
        run.step("backup", "verified", () -> backup(run));
    }

    /** What is tried on tables of its own. */
    void tables(TestRun run, TestTables tables, TestRequests requests) throws InterruptedException {
        run.step("isolation", "isolated", () -> {
            boolean isIsolated = tables.isIsolated();
            run.add("isolation", "isolated", isIsolated ? "isolated" : "not isolated", isIsolated,
                    "a transaction does not see what another one has not committed");
        });
        run.step("one claim", "1", () -> claims(run, requests));
        run.step("constraints", "all refuse", () -> {
            run.ask(() -> requests.create().chain(requests::append));
            List<String> missing = tables.missingRefusals();
            run.add("constraints", "all refuse", missing.isEmpty() ? "all refuse" : "not: " + String.join(", ", missing),
                    missing.isEmpty(), "primary key, check, foreign key, not null");
        });
    }

    private static void schema(TestRun run, SchemaReport schema) {
        run.add("schema", "version " + schema.expectedVersion() + " or compatible", "version " + schema.actualVersion(),
                schema.status().equals("ok"), schema.status().equals("ok") ? null : "see /health/database/schema");
        List<String> missing = Optional.ofNullable(schema.missingIndexes()).orElse(List.of("unknown"));
        List<String> invalid = Optional.ofNullable(schema.invalidIndexes()).orElse(List.of("unknown"));
        run.add("indexes", "all there and valid", missing.size() + " missing, " + invalid.size() + " invalid",
                missing.isEmpty() && invalid.isEmpty(),
                missing.isEmpty() && invalid.isEmpty() ? null : "missing: " + missing + ", invalid: " + invalid);
    }

    private void timeout(TestRun run) throws Exception {
        long began = System.nanoTime();
        boolean isEnded = run.<Boolean> ask(
                () -> beds.longStatement(STATEMENT_LIMIT).replaceWith(false).onFailure().recoverWithItem(true));
        long tookMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
        run.add("statement timeout", "ended", isEnded ? "ended after " + tookMs + " ms" : "not ended",
                isEnded && tookMs < MAX_STATEMENT_MS,
                "a statement of 10 s with a limit of " + STATEMENT_LIMIT.toMillis() + " ms");
    }

    /** The middle of the round trip is compared, and its half does not count. */
    private void clock(TestRun run) throws Exception {
        long before = Micros.now(clock);
        long server = run.ask(beds::clockUs);
        long after = Micros.now(clock);
        long skewMs = Math.max(0, Math.abs(server - (before + after) / 2) - (after - before) / 2) / 1000;
        run.add("clock", "at most 1 s apart", skewMs + " ms apart", skewMs <= MAX_SKEW_MS,
                skewMs <= MAX_SKEW_MS ? null : "synchronise the clocks of the service and of the database server");
    }

    private void backup(TestRun run) {
        Optional<Long> newest = backups.newestVerifiedUs();
        String measured = newest
                .map(us -> TimeUnit.MICROSECONDS.toMinutes(Micros.now(clock) - us) + " minutes old").orElse("none");
        if (!backupConfig.enabled()) {
            run.add("backup", "not by the service", measured, true, "DATABASE_BACKUP_ENABLED is false");
            return;
        }
        long maxUs = backupConfig.interval().multipliedBy(2).toNanos() / 1000;
        run.add("backup", "verified, at most " + 2 * backupConfig.interval().toMinutes() + " minutes old", measured,
                newest.filter(us -> Micros.now(clock) - us <= maxUs).isPresent(), null);
    }

    private static void claims(TestRun run, TestRequests requests) throws Exception {
        String pending = run.ask(requests::createPending);
        List<Uni<String>> together = IntStream.range(0, CLAIMS)
                .mapToObj(i -> requests.claim("self-test-" + i)).toList();
        long claimed = run.ask(() -> Uni.join().all(together).andFailFast()).stream().filter(pending::equals).count();
        run.add("one claim", "1", String.valueOf(claimed), claimed == 1,
                CLAIMS + " workers claim the same session at once");
    }
}
