package io.alerthistory.abuse;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/** What an input works with while it runs: the service, its time, and the notes of what came of it. */
final class Ground implements AutoCloseable {

    private static final int SMALL_STACK = 262_144;
    private static final Duration PREPARING = Duration.ofSeconds(120);

    private static final AtomicInteger NUMBERS = new AtomicInteger();

    final Target target;
    final Input input;
    final Stock stock;

    /** With which the ids of a run begin. */
    final String run;

    private final Map<String, Integer> labels = new TreeMap<>();
    private final Map<String, Integer> failures = new TreeMap<>();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private long deadline;

    Ground(Target target, Input input, Stock stock, String run) {
        this.target = target;
        this.input = input;
        this.stock = stock;
        this.run = run;
        startClock();
    }

    /** The time that an input has begins after its preparations. */
    void startClock() {
        deadline = System.nanoTime() + Duration.ofSeconds(input.seconds()).toNanos();
    }

    Duration left() {
        return Duration.ofNanos(Math.max(1, deadline - System.nanoTime()));
    }

    String id() {
        return run + "-" + NUMBERS.incrementAndGet();
    }

    /** Sends a request and notes what comes of it. */
    Outcome send(Request request) throws InterruptedException {
        return send(request, Pace.FAST);
    }

    Outcome send(Request request, Pace pace) throws InterruptedException {
        return note(Exchange.send(target, request, left(), pace, sockets::add));
    }

    /** Sends with less patience than there is time. */
    Outcome send(Request request, Duration patience) throws InterruptedException {
        Duration bound = patience.compareTo(left()) < 0 ? patience : left();
        return note(Exchange.send(target, request, bound, Pace.FAST, sockets::add));
    }

    /** What one of many does. */
    interface Part {

        void play(int number) throws Exception;
    }

    /** So many at once; waits for all of them as long as there is time. */
    void together(int count, Part part) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int number = i;
            threads.add(new Thread(null, () -> play(part, number), input.name() + " " + i, SMALL_STACK));
        }
        threads.forEach(thread -> {
            thread.setDaemon(true);
            thread.start();
        });
        for (Thread thread : threads) {
            thread.join(left().toMillis() + 5_000);
            if (thread.isAlive()) {
                fail("a client did not come to its end");
            }
        }
    }

    private void play(Part part, int number) {
        try {
            part.play(number);
        } catch (Exception e) {
            fail(e.toString());
        }
    }

    /** The same number of requests at once. */
    void sendTogether(int count, IntFunction<Request> request) throws InterruptedException {
        together(count, i -> send(request.apply(i)));
    }

    /** Stores what an input reads. It has to be stored, at once or after the service has asked for patience. */
    Outcome prepare(Request request) throws InterruptedException {
        long end = System.nanoTime() + PREPARING.toNanos();
        Outcome outcome = Exchange.send(target, request, PREPARING);
        while (outcome.status() == 503 && System.nanoTime() < end) {
            Thread.sleep(500);
            outcome = Exchange.send(target, request, PREPARING);
        }
        if (!outcome.ok() && outcome.status() != 409) {
            throw new IllegalStateException("the preparation failed: " + outcome);
        }
        return outcome;
    }

    void opened(Socket socket) {
        sockets.add(socket);
    }

    /** Notes an outcome, which is a failure when it is none of what the service may do. */
    synchronized Outcome note(Outcome outcome) {
        labels.merge(outcome.label(), 1, Integer::sum);
        Outcome.Fault fault = outcome.fault();
        if (fault != Outcome.Fault.NONE && !input.bearable().contains(fault)) {
            fail(outcome.toString().replaceAll("(sent|received) \\d+", "$1 …"));
        }
        return outcome;
    }

    /** Notes something that is no answer. */
    synchronized void note(String label) {
        labels.merge(label, 1, Integer::sum);
    }

    synchronized void fail(String what) {
        failures.merge(what, 1, Integer::sum);
    }

    synchronized void forgetFailures() {
        failures.clear();
    }

    void require(boolean holds, String what) {
        if (!holds) {
            fail(what);
        }
    }

    synchronized Map<String, Integer> labels() {
        return new TreeMap<>(labels);
    }

    /** One of each kind, and how many there were. */
    synchronized List<String> failures() {
        return failures.entrySet().stream().limit(8)
                .map(kind -> kind.getValue() > 1 ? kind.getValue() + " × " + kind.getKey() : kind.getKey()).toList();
    }

    @Override
    public void close() {
        hangUp();
    }

    /** Closes every connection. */
    void hangUp() {
        for (Socket socket : sockets) {
            try {
                socket.close();
            } catch (IOException closed) { // by the service
            }
        }
    }
}
