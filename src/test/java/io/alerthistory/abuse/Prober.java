package io.alerthistory.abuse;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Asks the service how it is, on connections of its own, while it is abused. */
final class Prober {

    static final String READY = "/q/health/ready";
    static final String LIVE = "/q/health/live";
    static final String METRICS = "/q/metrics";

    private static final Duration PATIENCE = Duration.ofMillis(Math.max(10_000, Long.getLong("abuse.ready", 3_000)));

    /** Within which readiness and liveness must answer; the acceptance gives it, for a machine that does nothing else. */
    private static final long MAX_MS = Long.getLong("abuse.ready", 3_000);

    private final Target target;
    private final Map<String, Long> slowest = new LinkedHashMap<>();
    private final List<String> failures = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private double heapPeak;
    private volatile boolean closed;

    Prober(Target target) {
        this.target = target;
        ask(READY, 250, MAX_MS);
        ask(LIVE, 250, MAX_MS);
        ask(METRICS, 250, PATIENCE.toMillis());
    }

    private void ask(String path, long everyMs, long longestMs) {
        Thread thread = new Thread(() -> {
            try {
                while (!closed) {
                    long start = System.nanoTime();
                    Request request = Request.get(path).with("Accept: */*;q=0.1, text/plain");
                    Outcome outcome = Exchange.send(target, request, PATIENCE);
                    long ms = (System.nanoTime() - start) / 1_000_000;
                    note(path, outcome, ms, longestMs);
                    Thread.sleep(Math.max(10, everyMs - ms));
                }
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
        }, "probe " + path);
        thread.setDaemon(true);
        thread.start();
        threads.add(thread);
    }

    private synchronized void note(String path, Outcome outcome, long ms, long longestMs) {
        slowest.merge(path, ms, Math::max);
        if (outcome.status() != 200) {
            failures.add(
                    path + " answered " + (outcome.status() > 0 ? outcome.status() : outcome.label()) + " after " + ms + " ms");
        } else if (ms > longestMs) {
            failures.add(path + " took " + ms + " ms");
        }
        if (path.equals(METRICS)) {
            heapPeak = Math.max(heapPeak, outcome.beginning().lines()
                    .filter(line -> line.startsWith("jvm_memory_used_bytes{area=\"heap\""))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ')))).sum());
        }
    }

    synchronized long slowestMs(String path) {
        return slowest.getOrDefault(path, 0L);
    }

    /** One of each kind, and how many there were. */
    synchronized List<String> failures() {
        Map<String, Integer> counts = new LinkedHashMap<>();
        failures.forEach(failure -> counts.merge(failure.replaceAll(" (after|took) \\d+ ms", " $1 … ms"), 1, Integer::sum));
        return counts.entrySet().stream().map(kind -> kind.getValue() + " × " + kind.getKey()).toList();
    }

    synchronized long heapPeakMebibytes() {
        return Math.round(heapPeak / (1 << 20));
    }

    void end() throws InterruptedException {
        closed = true;
        for (Thread thread : threads) {
            thread.join(PATIENCE.toMillis() + 1_000);
        }
    }
}
