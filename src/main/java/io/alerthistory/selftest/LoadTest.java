package io.alerthistory.selftest;

import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;

import org.jspecify.annotations.Nullable;

import io.alerthistory.error.Causes;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;

/**
 * Users who each send about a request a second until the test ends: of ten, nine read (six lists, three details) and one writes
 * (creates or appends in turn). A user waits for a response before the next request.
 */
final class LoadTest {

    private static final int STOCK = 50;
    private static final double LIMIT_MS = 100;
    private static final int PAUSE_MS = 1000;

    private final TestRun run;
    private final TestRequests requests;
    private final Durations reads = new Durations();
    private final Durations writes = new Durations();
    private final Durations all = new Durations();
    private final LongAdder errors = new LongAdder();
    private final AtomicReference<@Nullable Throwable> firstError = new AtomicReference<>();
    private final CountDownLatch users;

    LoadTest(TestRun run, TestRequests requests) {
        this.run = run;
        this.requests = requests;
        users = new CountDownLatch(run.concurrency());
    }

    void run() throws InterruptedException {
        run.step("stock", STOCK + " sessions", () -> {
            for (int i = 0; i < STOCK; i++) {
                run.ask(() -> requests.create().chain(requests::append));
            }
        });
        for (int i = 0; i < run.concurrency(); i++) {
            later(run.clients().context(), PAUSE_MS);
        }
        // A user whose last request is still running is late, and is not waited for.
        boolean complete = users.await(run.leftNanos() + TimeUnit.SECONDS.toNanos(1), TimeUnit.NANOSECONDS);
        report(complete);
    }

    private void report(boolean complete) {
        Throwable error = firstError.get();
        run.addBelow("p95", LIMIT_MS, all.percentileMs(0.95),
                "reads: " + reads.summary() + "; writes: " + writes.summary());
        run.add("errors", "0", String.valueOf(errors.sum()), errors.sum() == 0,
                error == null ? null : Causes.firstLine(error));
        run.add("requests", "at least 1", String.valueOf(all.count()), all.count() > 0,
                String.format(Locale.ROOT, "%d users, %.1f requests a second", run.concurrency(),
                        all.count() * 1000.0 / Math.max(1, run.durationMs())));
        run.add("responses in time", "all", complete ? "all" : "not of " + users.getCount() + " users", complete, null);
    }

    /** A pause ends with the test. */
    private void later(Context user, int maxMs) {
        long leftMs = TimeUnit.NANOSECONDS.toMillis(run.leftNanos()) + 1;
        run.clients().after(Math.min(leftMs, ThreadLocalRandom.current().nextInt(maxMs)), user, () -> request(user));
    }

    private void request(Context user) {
        if (run.isOver()) {
            users.countDown();
            return;
        }
        int kind = ThreadLocalRandom.current().nextInt(20);
        Durations own = kind < 18 ? reads : writes;
        long began = System.nanoTime();
        Uni.createFrom().deferred(() -> one(kind)).onTermination().invoke(() -> {
            own.record(System.nanoTime() - began);
            all.record(System.nanoTime() - began);
        }).subscribe().with(done -> later(user, 2 * PAUSE_MS), failure -> {
            errors.increment();
            firstError.compareAndSet(null, failure);
            later(user, 2 * PAUSE_MS);
        });
    }

    private Uni<Void> one(int kind) {
        if (kind < 12) {
            return requests.list();
        }
        return kind < 18 ? requests.detail() : kind == 18 ? requests.create() : requests.append();
    }
}
