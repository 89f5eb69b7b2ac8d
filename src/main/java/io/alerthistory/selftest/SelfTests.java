package io.alerthistory.selftest;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import io.alerthistory.database.DatabaseConfig;
import io.alerthistory.error.ErrorCode;
import io.alerthistory.error.ProblemException;
import io.alerthistory.request.CallersContext;
import io.alerthistory.start.MigrateOnly;
import io.alerthistory.start.StartConfig;
import io.alerthistory.start.Started;
import io.alerthistory.start.TestSchema;
import io.alerthistory.start.TestTables;
import io.alerthistory.time.Micros;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;

/**
 * Tests the database when an administrator asks for it, one test at a time. A test ends at its time; when the database hangs,
 * what it was doing ends later, and until then no other test begins.
 */
@Singleton
public class SelfTests {

    private static final Logger LOG = Logger.getLogger(SelfTests.class);

    /** How long the end of a test may take: its last statements, and dropping its tables. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private static final int IDLE_SECONDS = 10;

    private final SelfTestConfig config;
    private final StartConfig start;
    private final DatabaseConfig database;
    private final TestSchema schema;
    private final TestBeds beds;
    private final FullSuite suite;
    private final TestClients clients;
    private final MigrateOnly process;
    private final Clock clock;
    private final AtomicBoolean isRunning = new AtomicBoolean();
    private final ThreadPoolExecutor thread = new ThreadPoolExecutor(0, 1, IDLE_SECONDS, TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(1), SelfTests::daemon);

    SelfTests(SelfTestConfig config, StartConfig start, DatabaseConfig database, TestSchema schema, TestBeds beds,
            FullSuite suite,
            TestClients clients, MigrateOnly process, Clock clock) {
        this.config = config;
        this.start = start;
        this.database = database;
        this.schema = schema;
        this.beds = beds;
        this.suite = suite;
        this.clients = clients;
        this.process = process;
        this.clock = clock;
    }

    /** Drops what a killed test has left, with or without self-tests from now on. */
    void begin(@Observes Started started) {
        if (!process.isOneOff() && isRunning.compareAndSet(false, true)) {
            thread.execute(() -> {
                try {
                    schema.dropLeftovers();
                } catch (Exception failure) {
                    LOG.debug("What a self-test may have left could not be looked for", failure);
                } finally {
                    isRunning.set(false);
                }
            });
        }
    }

    void end(@Observes ShutdownEvent event) {
        thread.shutdownNow();
    }

    /**
     * Runs a test.
     *
     * @param name its name in the route
     * @return what it has found; fails with 404 when there is no such test, with 409 while one runs
     */
    public Uni<SelfTestReport> run(String name, SelfTestRequest request) {
        if (!config.enabled()) {
            throw new ProblemException(ErrorCode.NOT_FOUND,
                    "Self-tests are off: set DATABASE_SELF_TESTS=true and restart the service");
        }
        if (!start.enabled()) {
            throw new ProblemException(ErrorCode.HISTORY_DISABLED, "The history is disabled: HISTORY_ENABLED is false");
        }
        SelfTest test = SelfTest.of(name).orElseThrow(() -> new ProblemException(ErrorCode.NOT_FOUND,
                "There is no such test; there are " + SelfTest.names()));
        return Uni.createFrom().deferred(() -> {
            if (!isRunning.compareAndSet(false, true)) {
                throw running("A self-test is running, or ends: try again in a moment");
            }
            return report(test, request);
        });
    }

    private Uni<SelfTestReport> report(SelfTest test, SelfTestRequest request) {
        Executor caller = CallersContext.executor();
        long startedAtUs = Micros.now(clock);
        TestRun run = new TestRun(clients, request.secondsOrDefault(), request.concurrencyOrDefault());
        return Uni.createFrom().<Boolean> emitter(emitter -> thread.execute(() -> {
            Throwable failed = null;
            try {
                perform(test, run);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt(); // the process ends
                failed = stopped;
            } catch (RuntimeException | Error failure) {
                failed = failure;
            }
            isRunning.set(false); // before the caller hears of it, who may ask for the next test
            if (failed == null) {
                emitter.complete(true);
            } else {
                emitter.fail(failed);
            }
        })).ifNoItem().after(Duration.ofSeconds(request.secondsOrDefault()).plus(GRACE)).recoverWithItem(false).map(inTime -> {
            if (!inTime) {
                run.add("end", "in time", "not in time", false, "the database does not respond; what has begun ends later");
            }
            return new SelfTestReport(test.routeName(),
                    !run.checks().isEmpty() && run.checks().stream().allMatch(SelfTestReport.Check::passed), startedAtUs,
                    run.durationMs(), run.checks());
        }).emitOn(caller);
    }

    private void perform(SelfTest test, TestRun run) throws InterruptedException {
        PoolTest pool = new PoolTest(run, beds);
        if (test == SelfTest.CONNECTION_POOLING) {
            pool.reuse();
            pool.bound();
            return;
        }
        if (test == SelfTest.FULL_SUITE) {
            suite.service(run);
            pool.reuse();
        }
        String obstacle = beds.obstacle();
        if (!obstacle.isEmpty()) {
            run.add("tables", "of its own", "none", false, obstacle);
            return;
        }
        run.step("tables", "of its own", () -> {
            try (TestTables tables = opened()) {
                run.add("tables", "of its own", tables.name(), true, null);
                try (TestBed bed = beds.open(tables.name())) {
                    perform(test, run, tables, new TestRequests(bed));
                }
            } catch (TestSchema.Unavailable unavailable) {
                run.add("tables", "of its own", "none", false, unavailable.getMessage());
            }
        });
    }

    private TestTables opened() throws Exception {
        try {
            return schema.open();
        } catch (TestSchema.Unavailable unavailable) {
            if (unavailable.isRunning()) {
                throw running(String.valueOf(unavailable.getMessage()));
            }
            throw unavailable;
        }
    }

    private void perform(SelfTest test, TestRun run, TestTables tables, TestRequests requests) throws InterruptedException {
        switch (test) {
            case FULL_SUITE -> suite.tables(run, tables, requests);
            case LATENCY -> new LatencyTest(run, requests, database.performanceThreshold()).run();
            case LOAD_PERFORMANCE -> new LoadTest(run, requests).run();
            default -> throw new IllegalStateException(test + " needs no tables");
        }
    }

    private static ProblemException running(String detail) {
        return new ProblemException(ErrorCode.SELF_TEST_RUNNING, detail);
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "self-test");
        thread.setDaemon(true);
        return thread;
    }
}
