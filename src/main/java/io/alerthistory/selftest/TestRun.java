package io.alerthistory.selftest;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.alerthistory.error.Causes;
import io.alerthistory.error.ProblemException;
import io.alerthistory.selftest.SelfTestReport.Check;
import io.smallrye.mutiny.Uni;

/** A test that runs: its time, and what it has found so far. */
final class TestRun {

    private final TestClients clients;
    private final int concurrency;
    private final long beganNanos = System.nanoTime();
    private final long endNanos;
    private final List<Check> checks = new CopyOnWriteArrayList<>();

    TestRun(TestClients clients, int seconds, int concurrency) {
        this.clients = clients;
        this.concurrency = concurrency;
        endNanos = beganNanos + seconds * 1_000_000_000L;
    }

    /** Something that is checked. */
    interface Step {

        void run() throws Exception;
    }

    int concurrency() {
        return concurrency;
    }

    TestClients clients() {
        return clients;
    }

    long leftNanos() {
        return Math.max(0, endNanos - System.nanoTime());
    }

    boolean isOver() {
        return leftNanos() == 0;
    }

    long durationMs() {
        return (System.nanoTime() - beganNanos) / 1_000_000;
    }

    List<Check> checks() {
        return List.copyOf(checks);
    }

    void add(String name, String wanted, String measured, boolean passed, @Nullable String detail) {
        checks.add(new Check(name, wanted, measured, passed, detail));
    }

    /** A check that compares a duration. */
    void addBelow(String name, double limitMs, double measuredMs, String detail) {
        add(name, String.format(Locale.ROOT, "< %.0f ms", limitMs), String.format(Locale.ROOT, "%.2f ms", measuredMs),
                measuredMs < limitMs, detail);
    }

    /**
     * Runs a step; when it fails, that is a check that has not passed.
     *
     * @throws ProblemException when the step itself, and no answer to it, says that the test cannot be
     */
    void step(String name, String wanted, Step step) throws InterruptedException {
        try {
            step.run();
        } catch (InterruptedException | ProblemException stopped) {
            throw stopped;
        } catch (TimeoutException late) {
            add(name, wanted, "no response in time", false, null);
        } catch (ExecutionException failure) {
            add(name, wanted, "failed", false, Causes.firstLine(failure.getCause()));
        } catch (Exception failure) {
            add(name, wanted, "failed", false, Causes.firstLine(failure));
        }
    }

    /** Asks as a request does, and waits as long as the test lasts. */
    <T> T ask(Supplier<Uni<T>> question) throws InterruptedException, ExecutionException, TimeoutException {
        return clients.ask(question, leftNanos());
    }
}
