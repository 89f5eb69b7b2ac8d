package io.alerthistory.selftest;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

import io.smallrye.mutiny.Uni;

/** Each hot statement, one after the other and one at a time, on a few hundred sessions. */
final class LatencyTest {

    private static final int STOCK = 200;

    /** The first ones are planned and compiled. */
    private static final int WARM_UP = 5;

    private static final int MAX_REPEATS = 1000;

    private final TestRun run;
    private final Duration threshold;
    private final TestRequests requests;

    LatencyTest(TestRun run, TestRequests requests, Duration threshold) {
        this.run = run;
        this.requests = requests;
        this.threshold = threshold;
    }

    void run() throws InterruptedException {
        run.step("stock", STOCK + " sessions", () -> {
            for (int i = 0; i < STOCK && run.leftNanos() > 0; i++) {
                run.ask(() -> requests.create().chain(requests::append));
            }
        });
        Map<String, Supplier<Uni<Void>>> statements = new LinkedHashMap<>();
        statements.put("session_create", requests::create);
        statements.put("interaction_append", requests::append);
        statements.put("session_list", requests::list);
        statements.put("session_detail", requests::detail);
        statements.put("claim", () -> requests.createPending().chain(() -> requests.claim("self-test")).replaceWithVoid());
        statements.put("heartbeat", requests::beat);
        int left = statements.size();
        for (Map.Entry<String, Supplier<Uni<Void>>> statement : statements.entrySet()) {
            measure(statement.getKey(), Objects.requireNonNull(statement.getValue()), run.leftNanos() / left--);
        }
    }

    private void measure(String name, Supplier<Uni<Void>> statement, long nanos) throws InterruptedException {
        long end = System.nanoTime() + nanos;
        Durations durations = new Durations();
        run.step(name, "p95 < " + threshold.toMillis() + " ms", () -> {
            for (int i = 0; i < MAX_REPEATS + WARM_UP && (i <= WARM_UP || System.nanoTime() < end); i++) {
                long began = System.nanoTime();
                run.ask(statement);
                if (i >= WARM_UP) {
                    durations.record(System.nanoTime() - began);
                }
            }
            run.addBelow(name, (double) threshold.toMillis(), durations.percentileMs(0.95), durations.summary());
        });
    }
}
