package io.alerthistory.selftest;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

import io.smallrye.mutiny.Uni;

/** Small statements on the connections of the service, a few more at a time than there are connections. */
final class PoolTest {

    private static final double LIMIT_MS = 50;
    private static final int ONE_BY_ONE = 20;

    private final TestRun run;
    private final TestBeds beds;

    PoolTest(TestRun run, TestBeds beds) {
        this.run = run;
        this.beds = beds;
    }

    /** Connections are taken from the pool again, instead of being opened for each statement. */
    void reuse() throws InterruptedException {
        run.step("pool reuse", "fewer connections than statements", () -> {
            Set<String> connections = new HashSet<>();
            Durations durations = new Durations();
            for (int i = 0; i < ONE_BY_ONE; i++) {
                long began = System.nanoTime();
                connections.add(run.ask(beds::connection));
                durations.record(System.nanoTime() - began);
            }
            run.add("pool reuse", "fewer connections than statements", connections.size() + " of " + ONE_BY_ONE,
                    connections.size() < ONE_BY_ONE, null);
            run.addBelow("connection", LIMIT_MS, durations.percentileMs(0.95), durations.summary());
        });
    }

    /** Never more statements at a time than twice the connections, so that requests get their turn. */
    void bound() throws InterruptedException {
        int max = beds.maxConnections();
        run.step("connections", "at most " + max, () -> {
            Set<String> connections = new HashSet<>();
            for (int left = run.concurrency(); left > 0; left -= 2 * max) {
                List<Uni<String>> together = IntStream.range(0, Math.min(left, 2 * max)).mapToObj(i -> beds.connection())
                        .toList();
                connections.addAll(run.ask(() -> Uni.join().all(together).andFailFast()));
            }
            run.add("connections", "at most " + max, String.valueOf(connections.size()), connections.size() <= max,
                    run.concurrency() + " statements, at most " + 2 * max + " at a time");
        });
    }
}
